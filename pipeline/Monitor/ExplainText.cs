using Sluice.Engine;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Monitor;

/// <summary>Verdicts in words. Pure.</summary>
public static class ExplainText
{
    /// <summary>A headline and a line a unit.</summary>
    public static IEnumerable<string> Stage(Plan plan, Ledger ledger)
    {
        foreach (var problem in PlanText.Problems(plan.Stage.Name, ledger.Problems))
            yield return problem;
        foreach (var note in plan.Declared?.Notes ?? [])
            yield return note;
        foreach (var detail in plan.Declared?.Details ?? [])
            yield return detail;
        yield return $"{plan.Stage.Name}: {plan.Units.Count(u => u.Verdict.IsStale)} of {PlanText.Units(plan.Units.Count)} stale";
        foreach (var planned in plan.Units)
            yield return $"  {ShownText.Of(planned.Unit.Key)}: {planned.Verdict}";
    }

    /// <summary>One JSON object a unit.</summary>
    public static IEnumerable<string> Json(Plan plan) =>
        plan.Units.Select(planned =>
            JsonReporter.Line(
                "unit",
                plan.Stage.Name,
                json => JsonReporter.WriteVerdict(json, planned)
            )
        );

    /// <summary>One unit's object, with what enters its fingerprint; nothing when the stage has no such unit.</summary>
    public static IEnumerable<string> UnitJson(Plan plan, string key) =>
        plan
            .Units.Where(u => IsCalled(u, key))
            .Select(planned =>
                JsonReporter.Line(
                    "unit",
                    plan.Stage.Name,
                    json =>
                    {
                        JsonReporter.WriteVerdict(json, planned);
                        json.WriteString("fingerprint", planned.Fingerprint);
                        json.WriteStartArray("parts");
                        foreach (var part in plan.SharedParts.Concat(planned.OwnParts))
                        {
                            json.WriteStartObject();
                            json.WriteString("kind", part.Kind.ToString().ToLowerInvariant());
                            json.WriteString("name", part.Name);
                            json.WriteString("value", part.Value);
                            json.WriteEndObject();
                        }
                        json.WriteEndArray();
                        json.WriteStartArray("outputs");
                        foreach (var output in planned.Unit.Outputs)
                            json.WriteStringValue(
                                plan.Stage.Shown(Path.Combine(plan.Stage.OutputRoot, output))
                            );
                        json.WriteEndArray();
                    }
                )
            );

    /// <summary>Everything about one unit; nothing when the stage has no such unit.</summary>
    public static IEnumerable<string> Unit(Plan plan, Ledger ledger, string key)
    {
        if (plan.Units.FirstOrDefault(u => IsCalled(u, key)) is not { } planned)
            yield break;
        yield return $"{plan.Stage.Name}: {ShownText.Of(planned.Unit.Key)}: {planned.Verdict}";
        yield return $"  fingerprint {planned.Fingerprint}";
        var reads = plan.SharedParts.Concat(planned.OwnParts).Where(p => p.Kind != PartKind.Output);
        foreach (var part in reads)
            yield return $"    {part.Kind.ToString().ToLowerInvariant()} `{part.Name}` {part.Value.Replace('\0', ' ')}";
        foreach (var output in planned.Unit.Outputs)
            yield return $"  makes {plan.Stage.Shown(Path.Combine(plan.Stage.OutputRoot, output))}";
        if (ledger.Done(planned.Unit.Key) is { } done)
            yield return $"  done {done.At:u} in {done.Seconds:0.0} s by {done.Worker}, fingerprint {done.Fingerprint}";
        if (ledger.Failed(planned.Unit.Key) is { } failed)
            yield return $"  failed {failed.At:u}, attempt {failed.Attempt}, exit code {failed.ExitCode}: {failed.Error.Split('\n')[0]}; log {failed.Log}";
    }

    // As it is, or as it is shown: a key with a line feed is not easily typed.
    private static bool IsCalled(PlannedUnit planned, string key) =>
        planned.Unit.Key == key || ShownText.Of(planned.Unit.Key) == key;
}
