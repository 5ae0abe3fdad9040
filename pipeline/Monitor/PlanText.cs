using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Monitor;

/// <summary>A plan in words. Pure.</summary>
public static class PlanText
{
    private const int MostProblems = 10;

    /// <summary>One line: how many of how many are stale, and what happens to them; with no shards jobs are told of later.</summary>
    public static string Headline(Plan plan, int shards, bool dryRun)
    {
        var stale = plan.Units.Count(u => u.Verdict.IsStale);
        if (plan.Units.Count == 0)
            return $"{plan.Stage.Name}: no units, so nothing to do: what it takes its units from is empty, or its patterns match nothing";
        var text = $"{plan.Stage.Name}: {stale:N0} of {Units(plan.Units.Count)} stale";
        if (stale != plan.Running.Count)
            text += $", {plan.Running.Count:N0} selected";
        if (plan.Running.Count == 0)
            return stale == 0 ? $"{text}, all up to date" : text;
        if (shards == 0)
            return text;
        var width = shards == 1 ? "1 shard" : $"{shards} shards";
        return dryRun ? $"{text}, would run in {width}:" : $"{text}, running in {width}";
    }

    /// <summary>While it is planned.</summary>
    public static string Progress(Stage stage, int planned) =>
        $"{stage.Name}: planning, {planned:N0} of {Units(stage.Units.Count)}";

    /// <summary>A line a unit that would run, with its reason; the rest counted.</summary>
    public static IEnumerable<string> Reasons(Plan plan, int most)
    {
        foreach (var planned in plan.Running.Take(most))
            yield return $"  {ShownText.Of(planned.Unit.Key)}: {planned.Verdict}";
        if (plan.Running.Count > most)
            yield return $"  … and {plan.Running.Count - most:N0} more";
    }

    /// <summary>What of a stage's ledger was dropped, and what that means; nothing when all is well.</summary>
    public static IEnumerable<string> Problems(string stage, IReadOnlyList<string> problems)
    {
        foreach (var problem in problems.Take(MostProblems))
            yield return $"{stage}: {problem}";
        if (problems.Count > MostProblems)
            yield return $"{stage}: … and {problems.Count - MostProblems:N0} more";
        if (problems.Count > 0)
            yield return $"{stage}: units whose records were dropped run again; --target=Fsck lists and puts aside what is damaged";
    }

    /// <summary>"1 unit", "2 units".</summary>
    public static string Units(int count) => count == 1 ? "1 unit" : $"{count:N0} units";
}
