using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Jobs;

namespace Sluice.Slurm.Queue;

/// <summary>When a running job began and will be ended, as the controller has it.</summary>
/// <param name="Start">Its begin.</param>
/// <param name="End">When it is ended at the latest: by its time limit, or earlier by a preemption.</param>
/// <param name="Limit">The time limit; null for none.</param>
internal sealed record JobTimes(DateTimeOffset Start, DateTimeOffset End, TimeSpan? Limit)
{
    // Of what comes early less than this is rounding.
    private static readonly TimeSpan s_slack = TimeSpan.FromMinutes(1);

    /// <summary>Whether something other than its time limit ends it.</summary>
    public bool IsCutShort => Limit is { } limit && End - Start < limit - s_slack;

    /// <summary>Asks squeue.</summary>
    /// <returns>Null when it does not say.</returns>
    public static async Task<JobTimes?> AskAsync(ISlurmCommands tools, string job)
    {
        try
        {
            // Seconds since 1970 know neither time zones nor summer time.
            var answer = await tools.RunAsync(
                "squeue",
                ["--all", "--noheader", $"--jobs={job}", "--format=%S|%e|%l"],
                ("SLURM_TIME_FORMAT", "%s")
            );
            return answer.IsDone ? Parse(answer.Out) : null;
        }
        catch (UserError)
        {
            // There may be no squeue in a container.
            return null;
        }
    }

    /// <summary>From "start|end|limit", the first two in seconds since 1970; null when it is none of a running job.</summary>
    internal static JobTimes? Parse(string text)
    {
        DateTimeOffset? Time(string seconds) =>
            long.TryParse(seconds, CultureInfo.InvariantCulture, out var value)
            && value is > 0 and < 253_402_300_800
                ? DateTimeOffset.FromUnixTimeSeconds(value)
                : null;
        return
            text.Trim().Split('\n')[^1].Split('|') is [var start, var end, var limit]
            && Time(start) is { } began
            && Time(end) is { } ends
            ? new JobTimes(
                began,
                ends,
                SlurmTime.Parse(limit.Trim()) is { } span && span < TimeSpan.MaxValue ? span : null
            )
            : null;
    }
}
