using Sluice.Engine;
using Sluice.Engine.Checking;

namespace Sluice.Monitor;

/// <summary>What a check of a stage found, for people and for machines. Pure.</summary>
public static class FsckText
{
    private const int MostUnitsListed = 40;

    /// <summary>A headline, a line a finding, where things went, and what will run and why.</summary>
    public static IEnumerable<string> Stage(StageCheck check)
    {
        var (plan, stage) = (check.Plan, check.Plan.Stage);
        var findings = check.Findings.Count switch
        {
            0 => "all fits",
            1 => "1 finding",
            var count => $"{count:N0} findings",
        };
        yield return $"{stage.Name}: {PlanText.Units(plan.Units.Count)}, {check.Outputs:N0} recorded {(check.Outputs == 1 ? "output" : "outputs")}: {findings}";
        foreach (var finding in check.Findings)
            yield return $"  {ShownText.Of(stage.Shown(finding.Path))} {finding.Detail}"
                + (finding.Action.Length > 0 ? $"; {finding.Action}" : "");
        if (check.Quarantine is { } place)
            yield return $"  what was put aside lies in {ShownText.Of(stage.Shown(place))}";
        var reruns = check.Reruns;
        if (reruns.Count == 0)
            yield break;
        yield return $"  the next run does {reruns.Count:N0} of {PlanText.Units(plan.Units.Count)}:";
        foreach (var (unit, why) in reruns.Take(MostUnitsListed))
            yield return $"    {ShownText.Of(unit)}: {why}";
        if (reruns.Count > MostUnitsListed)
            yield return $"    … and {reruns.Count - MostUnitsListed:N0} more";
    }

    /// <summary>One JSON object a finding, one a unit that will run, one for the stage.</summary>
    public static IEnumerable<string> Json(StageCheck check)
    {
        var name = check.Plan.Stage.Name;
        foreach (var finding in check.Findings)
            yield return JsonReporter.Line(
                "finding",
                name,
                json =>
                {
                    json.WriteString("kind", finding.Kind.ToString());
                    json.WriteString("path", finding.Path);
                    if (finding.Unit.Length > 0)
                        json.WriteString("unit", finding.Unit);
                    json.WriteString("detail", finding.Detail);
                    if (finding.Action.Length > 0)
                        json.WriteString("action", finding.Action);
                }
            );
        foreach (var (unit, why) in check.Reruns)
            yield return JsonReporter.Line(
                "rerun",
                name,
                json =>
                {
                    json.WriteString("unit", unit);
                    json.WriteString("reason", why);
                }
            );
        yield return JsonReporter.Line(
            "checked",
            name,
            json =>
            {
                json.WriteNumber("units", check.Plan.Units.Count);
                json.WriteNumber("outputs", check.Outputs);
                json.WriteNumber("bytes_read", check.Hashed);
                json.WriteNumber("findings", check.Findings.Count);
                if (check.Quarantine is { } place)
                    json.WriteString("quarantine", place);
            }
        );
    }
}
