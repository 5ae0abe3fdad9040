using Sluice.Engine;
using Sluice.Engine.Processes;
using Sluice.Engine.Stages;

namespace Sluice.Monitor;

/// <summary>What a run came to, in words. Pure.</summary>
internal static class SummaryText
{
    private const int MostNames = 5;
    private const int MostGroups = 20;

    /// <summary>A headline, a line for every shard that did not end well, failures grouped by likeness.</summary>
    public static IEnumerable<string> Of(StageOutcome outcome)
    {
        var stage = outcome.Plan.Stage;
        yield return $"{stage.Name}: {outcome.Done:N0} done, {outcome.Failed.Count:N0} failed, {outcome.NotRun.Count:N0} not run in {outcome.Elapsed.TotalSeconds:0.0} s ({Rates(outcome)})";
        yield return $"  {Shards(outcome)}";
        foreach (var shard in outcome.Shards.Where(s => IsUnexpected(s, outcome)))
            yield return shard.NotStarted is { } reason
                ? $"  shard {shard.Shard} was not started: {reason}"
                : $"  shard {shard.Shard} ended with {How(shard)}{(shard.Log.Length > 0 ? $", log {stage.Shown(shard.Log)}" : "")}";
        foreach (var problem in outcome.Problems)
            yield return $"  {problem}";
        var groups = FailureGroup.Of(outcome.Failed);
        foreach (var group in groups.Take(MostGroups))
        {
            yield return $"  {group.Records.Count} × {group.Example}";
            foreach (var record in group.Records.Take(MostNames))
            {
                yield return $"      {record.Unit} (exit code {record.ExitCode}, attempt {record.Attempt}), log {record.Log}";
                // Of one failure all is told: a refused merge names here what speaks against it.
                if (group.Records.Count == 1)
                    foreach (
                        var line in record
                            .Error.TrimEnd()
                            .Split('\n')
                            .Skip(1)
                            .TakeWhile(IsNoStackTrace)
                    )
                        yield return $"      {line}";
            }
            if (group.Records.Count > MostNames)
                yield return $"      … and {group.Records.Count - MostNames:N0} more";
        }
        if (groups.Count > MostGroups)
            yield return $"  … and {groups.Skip(MostGroups).Sum(g => g.Records.Count):N0} failures of {groups.Count - MostGroups:N0} other kinds: --target=Status --json lists them";
        if (outcome.NotRun.Count > 0)
            yield return $"  not run: {Names(outcome.NotRun)}";
        if (outcome.Overtaken > 0)
            yield return $"  of these a newer run has made {outcome.Overtaken:N0} meanwhile from other settings or inputs: left as it made them";
        if (outcome.ExitCode != ExitCode.Done)
            yield return "  What is done stays done: the same command (without --force) goes on with the rest.";
    }

    // A bug's stack trace is in the log.
    private static bool IsNoStackTrace(string line) =>
        !line.TrimStart().StartsWith("at ", StringComparison.Ordinal)
        && !line.TrimStart().StartsWith("---", StringComparison.Ordinal);

    // That shards end with 130 when the run is interrupted goes without saying.
    private static bool IsUnexpected(ShardOutcome shard, StageOutcome outcome) =>
        shard.State is not (null or "COMPLETED")
        || shard.ExitCode != ExitCode.Done
            && !(outcome.Interrupted && shard.ExitCode == ExitCode.Interrupted);

    private static string Rates(StageOutcome outcome)
    {
        var seconds = Math.Max(outcome.Elapsed.TotalSeconds, 0.001);
        var units = $"{outcome.Done / seconds:0.0} units/s";
        return outcome.Rows == 0 ? units : $"{units}, {outcome.Rows / seconds:N0} rows/s";
    }

    private static string Shards(StageOutcome outcome)
    {
        var codes = outcome
            .Shards.GroupBy(s => s.State ?? $"exit code {s.ExitCode}")
            .OrderBy(g => g.First().ExitCode)
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Count()} × {g.Key}");
        return $"shards: {string.Join(", ", codes)}; logs in {outcome.Plan.Stage.Shown(outcome.Plan.Stage.LogDirectory)}/";
    }

    private static string How(ShardOutcome shard) =>
        shard.State is { } state
            ? $"{state} (job {shard.Job}){(shard.Said is { } said ? $": {ShownText.Of(said)}" : "")}"
            : $"{Exit(shard)} after {shard.Elapsed.TotalSeconds:0.0} s";

    private static string Exit(ShardOutcome shard) =>
        shard.ExitCode switch
        {
            ExitCode.Interrupted => "exit code 130 (interrupted)",
            > 128 =>
                $"exit code {shard.ExitCode} (killed by {ExitText.Named(shard.ExitCode - 128)})",
            _ => $"exit code {shard.ExitCode}",
        };

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames))
        + (names.Count > MostNames ? $", … and {names.Count - MostNames:N0} more" : "");
}
