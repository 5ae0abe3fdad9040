using System.Text;
using Sluice.Engine.Claims;
using Sluice.Engine.Commands;
using Sluice.Engine.Files;

namespace Sluice.Engine.Stages;

/// <summary>
/// Why shards ended before their work was done: in their own words, or where they had no time for any,
/// by the end of their logs.
/// </summary>
internal static class ShardProblems
{
    private const int TailBytes = 4096;

    /// <summary>One line a shard that has something to say, equal ones once.</summary>
    /// <param name="shards">How they ended.</param>
    /// <param name="workers">What they said of themselves.</param>
    /// <param name="hasFailures">Whether units failed, which explains exit code 1.</param>
    public static IEnumerable<string> Of(
        IReadOnlyList<ShardOutcome> shards,
        IReadOnlyList<WorkerStatus> workers,
        bool hasFailures
    )
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var spoke = new HashSet<string>(StringComparer.Ordinal);
        foreach (var worker in workers.Where(w => w.Problem.Length > 0))
        {
            spoke.Add(worker.Shard.ToString());
            if (told.Add(worker.Problem))
                yield return $"shard {worker.Shard}: {worker.Problem}";
        }
        foreach (var shard in shards)
            if (
                !spoke.Contains(shard.Shard.ToString())
                && IsUnexplained(shard, hasFailures)
                && DecisiveLine.Of(Tail(shard.Log)) is { Length: > 0 } line
                && told.Add(line)
            )
                yield return $"shard {shard.Shard}: its log ends: {line}";
    }

    private static bool IsUnexplained(ShardOutcome shard, bool hasFailures) =>
        shard is { NotStarted: null, State: null, Log.Length: > 0 }
        && shard.ExitCode is not (ExitCode.Done or ExitCode.Interrupted)
        && !(shard.ExitCode == ExitCode.UnitFailed && hasFailures);

    private static string Tail(string log)
    {
        try
        {
            using var file = Disk.OpenRead(log);
            var length = RandomAccess.GetLength(file);
            var bytes = new byte[Math.Min(TailBytes, length)];
            var read = RandomAccess.Read(file, bytes, length - bytes.Length);
            return Encoding.UTF8.GetString(bytes, 0, read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
