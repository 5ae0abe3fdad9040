namespace Sluice.Engine.Planning;

/// <summary>
/// Tells of results in the way: files that other units made in the same place, of which the plan has
/// none, and that units of the plan will replace.
/// </summary>
internal static class ReplacedOutputs
{
    private const int MostShown = 3;

    /// <summary>The plan with a note in its stage when it replaces what others made.</summary>
    public static Plan Noted(Plan plan)
    {
        var stage = plan.DeclaredNow;
        // What a unit did itself and nobody touched is not looked up: most runs end here.
        var standing = (
            from planned in plan.Running
            where planned.Verdict.Kind is VerdictKind.NeverRan or VerdictKind.OutputModified
            from output in planned.Unit.Outputs
            where File.Exists(Path.Combine(stage.OutputRoot, output))
            select (planned.Unit.Key, Output: output)
        ).ToList();
        if (standing.Count == 0 || !Directory.Exists(Path.Combine(stage.OutputRoot, ".sluice")))
            return plan;
        var made = new RecordedOutputs(stage.Workspace).Of(stage.OutputRoot);
        var replaced = standing
            .Where(s =>
                made.TryGetValue(s.Output, out var maker) && !IsSame(stage.Name, s.Key, maker)
            )
            .Select(s => (Output: Path.Combine(stage.OutputRoot, s.Output), Maker: made[s.Output]))
            .ToList();
        if (replaced.Count == 0)
            return plan;
        var shown = replaced
            .Take(MostShown)
            .Select(r =>
                $"{ShownText.Short(stage.Shown(r.Output))} of {(r.Maker.Stage == stage.Name ? "" : r.Maker.Stage + "'s ")}unit {ShownText.Short(r.Maker.Unit)}"
            );
        var more = replaced.Count > MostShown ? $" and {replaced.Count - MostShown} more" : "";
        return plan with
        {
            Stage = stage with
            {
                Notes =
                [
                    .. stage.Notes,
                    $"{stage.Name}: replaces what other units made: {string.Join(", ", shown)}{more}; to keep {(replaced.Count == 1 ? "it" : "them")}, set another directory",
                ],
            },
        };
    }

    // A unit that rules of resources moved to another part of its stage is the same one.
    private static bool IsSame(string stage, string unit, OutputMaker maker) =>
        unit == maker.Unit
        && (
            stage == maker.Stage
            || stage.StartsWith(maker.Stage + "_", StringComparison.Ordinal)
            || maker.Stage.StartsWith(stage + "_", StringComparison.Ordinal)
            || Trunk(stage) is { Length: > 0 } trunk && trunk == Trunk(maker.Stage)
        );

    private static string Trunk(string part) => part[..Math.Max(0, part.LastIndexOf('_'))];
}
