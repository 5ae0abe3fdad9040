using Sluice.Engine.Graph;

namespace Sluice.Engine.UpToDate;

/// <summary>Turns a stage into a plan: hashes inputs, compares with the ledger, gives every unit its verdict.</summary>
public sealed class Planner(HashCache hashes, PlanOptions options)
{
    /// <summary>Plans a stage. Reads files, writes none.</summary>
    /// <exception cref="UserError">A key or an output appears twice, or an input is missing.</exception>
    public Plan Make(Stage stage, Ledger ledger, DateTimeOffset now)
    {
        DeclaredOutputs.Refuse(stage);
        var check = new UpToDateCheck(ledger, hashes, stage.OutputRoot);
        var waiting = WaitingFor(stage.Upstream) ?? WaitingFor(stage.Inputs);
        var shared = SharedParts(stage);
        var units = new PlannedUnit[stage.Units.Count];
        for (var i = 0; i < units.Length; i++)
            units[i] = PlanUnit(stage, stage.Units[i], shared, waiting, ledger, check);
        var generation = ledger.Generation + 1;
        return new Plan
        {
            Id =
                $"{generation:d6}-{now.UtcDateTime:yyyyMMdd'T'HHmmss}-{Guid.NewGuid().ToString("n")[..8]}",
            Generation = generation,
            Stage = stage,
            SharedParts = shared,
            Units = units,
        };
    }

    private PlannedUnit PlanUnit(
        Stage stage,
        Unit unit,
        IReadOnlyList<FingerprintPart> shared,
        string? waiting,
        Ledger ledger,
        UpToDateCheck check
    )
    {
        waiting ??= WaitingFor(unit.Inputs);
        var own = OwnParts(stage, unit);
        var fingerprint = Fingerprint.Of(shared, own);
        var verdict =
            waiting is not null ? new Verdict(VerdictKind.Waiting, waiting)
            : options.Force ? Verdict.Forced
            : options.Check == CheckMode.Exists ? check.ByExistence(unit.Outputs, unit.MayBeEmpty)
            : check.ByFingerprint(unit.Key, fingerprint, () => [.. shared, .. own]);
        return new PlannedUnit(
            unit,
            fingerprint,
            own,
            verdict,
            ledger.Done(unit.Key)?.Id,
            options.Only is null || InputGlob.Matches(options.Only, unit.Key)
        );
    }

    private List<FingerprintPart> SharedParts(Stage stage)
    {
        var parts = new List<FingerprintPart>
        {
            new(PartKind.Worker, stage.Worker, $"{stage.WorkerVersion}"),
        };
        if (stage.Command is { } command)
        {
            parts.Add(new(PartKind.Command, "command", string.Join('\0', command.Arguments)));
            parts.AddRange(
                command.Environment.Select(e => new FingerprintPart(
                    PartKind.Command,
                    $"env {e.Key}",
                    e.Value
                ))
            );
            parts.Add(new(PartKind.Command, "directory", command.WorkingDirectory));
        }
        parts.AddRange(Parameters(stage.Parameters));
        parts.AddRange(stage.CodeFiles.Select(f => Content(stage, PartKind.Code, f)));
        parts.AddRange(stage.Inputs.Select(f => Content(stage, PartKind.Input, f)));
        return parts;
    }

    private List<FingerprintPart> OwnParts(Stage stage, Unit unit)
    {
        var parts = new List<FingerprintPart>(
            unit.Parameters.Count + unit.Inputs.Count + unit.Outputs.Count
        );
        parts.AddRange(Parameters(unit.Parameters));
        parts.AddRange(unit.Outputs.Select(o => new FingerprintPart(PartKind.Output, o, "")));
        parts.AddRange(unit.Inputs.Select(f => Content(stage, PartKind.Input, f)));
        return parts;
    }

    private static IEnumerable<FingerprintPart> Parameters(
        IReadOnlyDictionary<string, string> values
    ) =>
        values
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new FingerprintPart(PartKind.Parameter, p.Key, p.Value));

    private FingerprintPart Content(Stage stage, PartKind kind, string path)
    {
        if (options.Pending.ContainsKey(path))
            return new(kind, stage.Shown(path), "pending");
        var hash =
            hashes.HashOf(path)
            ?? throw new UserError(
                $"{stage.Name}: the {(kind == PartKind.Code ? "code file" : "input")} {stage.Shown(path)} is not there; make it, or name another in the configuration"
            );
        return new(kind, stage.Shown(path), hash);
    }

    private string? WaitingFor(IEnumerable<string> inputs)
    {
        foreach (var input in inputs)
            if (options.Pending.TryGetValue(input, out var stage))
                return $"input `{Path.GetFileName(input)}` will be made by {stage}";
        return null;
    }

    private static string? WaitingFor(IEnumerable<Plan> upstream)
    {
        foreach (var plan in upstream)
            if (plan.Units.Count(u => u.Verdict.IsStale) is > 0 and var stale)
                return $"waits for {plan.Stage.Name}: {stale} of {plan.Units.Count} units are not up to date";
        return null;
    }
}
