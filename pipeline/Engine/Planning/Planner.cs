using System.Runtime.ExceptionServices;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Planning;

/// <summary>Turns a stage into a plan: hashes inputs, compares with the ledger, gives every unit its verdict.</summary>
internal sealed class Planner(HashCache hashes, PlanOptions options, PlanProgress? progress = null)
{
    // Small enough that two threads end at about the same time.
    private const int ChunkSize = 512;

    /// <summary>Plans a stage. Reads files, writes none.</summary>
    /// <exception cref="UserError">A key or an output appears twice, or an input is missing.</exception>
    public Plan Make(DeclaredStage stage, Ledger ledger, DateTimeOffset now)
    {
        var waiting = WaitingFor(stage.Upstream) ?? options.WaitingFor(stage.Inputs);
        var shared = SharedParts(stage);
        hashes.BeginPlan();
        using var directories = new OpenDirectories();
        var units = PlanUnits(
            new PlanContext(
                stage,
                ledger,
                hashes,
                options,
                directories,
                shared,
                waiting,
                options.Only is null
                    ? _ => true
                    : InputGlob.Matching(options.Only, stage.Units.Select(unit => unit.Key)),
                new PartsNow(stage, path => ContentOf(stage, PartKind.Input, path))
            )
        );
        // Also above plans that wait to be run, of which no record tells yet.
        var generation =
            Math.Max(ledger.Generation, PlanFile.LatestGeneration(stage.Paths.Plans)) + 1;
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

    internal static UserError NotThere(Stage stage, PartKind kind, string path)
    {
        var fact = PathFact.Of(path);
        var remedy =
            stage.Worker != Stage.Program || kind == PartKind.Code
                ? "name another in the configuration"
            : Directory.Exists(path)
                ? $"inputs are files: take them by an axis, {{glob: \"{stage.Shown(path)}/*\"}}, and give the command its value"
            : fact == PathFact.NotThere && FilePattern.IsLikely(path)
                ? $"a pattern is no input: take the files by an axis, {{glob: \"{stage.Shown(path)}\"}}, and give the command its value"
            : "name another in the configuration";
        return new(
            $"{stage.Name}: the {(kind == PartKind.Code ? "code file" : "input")} {ShownText.Short(stage.Shown(path))} {fact}; {(fact == PathFact.NotThere && !remedy.StartsWith('a') ? "make it, or " : "")}{remedy}"
        );
    }

    private PlannedUnit[] PlanUnits(PlanContext context)
    {
        var stage = context.Stage;
        var units = new PlannedUnit[stage.Units.Count];
        var rows = new int[units.Length];
        var chunks = (units.Length + ChunkSize - 1) / ChunkSize;
        var errors = new Exception?[chunks];
        Parallel.For(
            0,
            chunks,
            chunk =>
            {
                try
                {
                    var from = chunk * ChunkSize;
                    var to = Math.Min(from + ChunkSize, units.Length);
                    var planning = new PlanChunk(context, chunk, from);
                    for (var i = from; i < to; i++)
                        units[i] = planning.Plan(stage.Units[i], out rows[i]);
                    progress?.Add(to - from);
                }
                catch (Exception e)
                {
                    errors[chunk] = e;
                }
            }
        );
        var error = errors.FirstOrDefault(e => e is not null);
        // What a unit declares wrongly is told before what it lacks.
        if (error is not null || !AreProven(rows))
            DeclaredOutputs.Refuse(stage);
        if (error is not null)
            ExceptionDispatchInfo.Throw(error);
        return units;
    }

    // Each unit has a row of its own, and all those rows were looked at together before.
    private static bool AreProven(int[] rows)
    {
        var last = -1;
        foreach (var row in rows)
        {
            if (row <= last)
                return false;
            last = row;
        }
        return true;
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
        parts.AddRange(
            OrderedMap
                .Of(stage.Parameters)
                .Select(p => new FingerprintPart(PartKind.Parameter, p.Key, p.Value))
        );
        parts.AddRange(stage.CodeFiles.Select(f => Content(stage, PartKind.Code, f)));
        parts.AddRange(stage.Inputs.Select(f => Content(stage, PartKind.Input, f)));
        return parts;
    }

    private FingerprintPart Content(Stage stage, PartKind kind, string path) =>
        new(kind, stage.Shown(path), ContentOf(stage, kind, path));

    private string ContentOf(Stage stage, PartKind kind, string path) =>
        options.Pending.ContainsKey(path)
            ? OwnPartList.Pending
            : Readable(() => hashes.HashOf(path)) ?? throw NotThere(stage, kind, path);

    // Null also of what is there and may not be read.
    private static string? Readable(Func<string?> hash)
    {
        try
        {
            return hash();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? WaitingFor(IEnumerable<Plan> upstream)
    {
        foreach (var plan in upstream)
            if (plan.Units.Count(u => u.Verdict.IsStale) is > 0 and var stale)
                return $"waits for {plan.Stage.Name}: {stale} of {plan.Units.Count} units are not up to date";
        return null;
    }
}
