using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;

namespace Sluice.Monitor;

/// <summary>Progress in words. Pure.</summary>
public static class ProgressText
{
    /// <summary>A shard's line: mark, percent, units ended of all, present unit, time left, rows.</summary>
    /// <param name="shard">Which.</param>
    /// <param name="status">Null before it has started.</param>
    /// <param name="elapsed">Since the stage started.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static string Line(Shard shard, WorkerStatus? status, TimeSpan elapsed, int width)
    {
        if (status is null)
            return $"⏳ Shard {shard.Index, 2} | pending";
        var ended = status.Done + status.Failed + status.DoneElsewhere;
        var percent = status.Total == 0 ? 100.0 : 100.0 * ended / status.Total;
        // What stands beside the unit's name takes 67 columns.
        var room = Math.Clamp(width - 67, 8, 40);
        var current = status.Current.Length == 0 ? "-" : ShownText.Of(status.Current);
        if (current.Length > room)
            current = $"{current[..(room - 1)]}…";
        return $"{Mark(status)} Shard {shard.Index, 2} | {percent, 5:0.0}% | {ended, 4}/{status.Total, -4} | {current.PadRight(room)} | ETA {Left(status, ended, elapsed), 7} | {status.Rows, 10:N0} rows";
    }

    /// <summary>All shards in one line.</summary>
    public static string Overall(IEnumerable<WorkerStatus> statuses, int units)
    {
        var all = statuses.ToList();
        var failed = all.Sum(s => s.Failed);
        return $"{all.Sum(s => s.Done + s.DoneElsewhere):N0} of {units:N0} units done, {failed:N0} failed, {all.Sum(s => s.Rows):N0} rows";
    }

    /// <summary>h:mm:ss.</summary>
    public static string Span(TimeSpan span) => $"{(int)span.TotalHours}:{span:mm\\:ss}";

    private static string Mark(WorkerStatus status) =>
        status.ExitCode switch
        {
            null => "▶ ",
            0 => "✓ ",
            _ => "✗ ",
        };

    private static string Left(WorkerStatus status, int ended, TimeSpan elapsed) =>
        status.ExitCode is not null ? "-"
        : ended == 0 ? "?"
        : Span(elapsed / ended * (status.Total - ended));
}
