using Sluice.Engine;
using Sluice.Engine.Executors;
using Sluice.Engine.Running;

namespace Sluice.Monitor;

/// <summary>What a run came to, in words. Pure.</summary>
public static class SummaryText
{
    private const int MostNames = 5;

    /// <summary>A headline, a line for every shard that did not end well, failures grouped by likeness.</summary>
    public static IEnumerable<string> Of(StageOutcome outcome)
    {
        var stage = outcome.Plan.Stage;
        var seconds = Math.Max(outcome.Elapsed.TotalSeconds, 0.001);
        var count = outcome.Done.Count;
        yield return $"{stage.Name}: {count} done, {outcome.Failed.Count} failed, {outcome.NotRun.Count} not run in {seconds:0.0} s ({count / seconds:0.0} units/s)";
        foreach (var shard in outcome.Shards.Where(s => s.ExitCode != ExitCode.Done))
            yield return $"  shard {shard.Shard} ended with {Exit(shard)} after {shard.Elapsed.TotalSeconds:0.0} s, log {stage.Shown(shard.Log)}";
        foreach (var group in FailureGroup.Of(outcome.Failed))
        {
            yield return $"  {group.Records.Count} × {group.Example}";
            foreach (var record in group.Records.Take(MostNames))
                yield return $"      {record.Unit} (exit code {record.ExitCode}, attempt {record.Attempt}), log {record.Log}";
            if (group.Records.Count > MostNames)
                yield return $"      … and {group.Records.Count - MostNames} more";
        }
        if (outcome.NotRun.Count > 0)
            yield return $"  not run: {Names(outcome.NotRun)}";
        if (outcome.ExitCode != ExitCode.Done)
            yield return "  What is done stays done: the same command goes on with the rest.";
    }

    private static string Exit(ShardOutcome shard) =>
        shard.ExitCode switch
        {
            ExitCode.Interrupted => "exit code 130 (interrupted)",
            > 128 => $"exit code {shard.ExitCode} (killed by signal {shard.ExitCode - 128})",
            _ => $"exit code {shard.ExitCode}",
        };

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames))
        + (names.Count > MostNames ? $", … and {names.Count - MostNames} more" : "");
}
