using Sluice.Bench.Measuring;
using Sluice.Bench.Running;

namespace Sluice.Bench.Peers;

/// <summary>
/// A <see cref="TrivialTree"/> in which every tool holds every target for made. Making it takes
/// minutes where it is large, so it is kept in the temporary directory.
/// </summary>
internal static class MadeTree
{
    /// <summary>The variable that keeps large trees from being made.</summary>
    public const string LimitVariable = "BENCH_MAX_UNITS";

    // Two files of one block and two inodes, and what the tools note.
    private const long BytesATarget = 11_000;

    /// <summary>Makes the tree for some tools and for ours, or finds it made.</summary>
    /// <returns>Its directory; null when it is too large for here, which the report says.</returns>
    public static async Task<string?> MakeAsync(
        Report report,
        int targets,
        IReadOnlyCollection<Peer> peers
    )
    {
        var tree = Path.Combine(Path.GetTempPath(), "sluice-bench", $"n{targets}");
        if (!File.Exists(Mark(tree, "tree")))
        {
            if (Refusal(tree, targets) is { } refusal)
            {
                report.Line($"  skipped: {refusal}");
                return null;
            }
            TrivialTree.Write(tree, targets);
            await MarkAsync(tree, "tree");
        }
        // Ninja wants its own log. Make and snakemake go by times (without what a run of its own would
        // have noted, snakemake even has less to look at).
        if (peers.Contains(Peer.Ninja) && !File.Exists(Mark(tree, Peer.Ninja.Program)))
        {
            Console.WriteLine($"  (making {targets:N0} targets with ninja)");
            await Child.TimeAsync(tree, "ninja", "-j2");
            await MarkAsync(tree, Peer.Ninja.Program);
        }
        // Ours last: the files stand as they are going to stand.
        await BenchHost.PrepareAsync(tree);
        return tree;
    }

    private static string? Refusal(string tree, int targets)
    {
        if (
            int.TryParse(Environment.GetEnvironmentVariable(LimitVariable), out var limit)
            && targets > limit
        )
            return $"{LimitVariable} is {limit}";
        Directory.CreateDirectory(tree);
        var free = new DriveInfo(tree).AvailableFreeSpace;
        var wanted = targets * BytesATarget;
        return free < wanted
            ? $"{tree} has {free / 1e9:0.0} GB of room, and {wanted / 1e9:0.0} GB are wanted"
            : null;
    }

    private static string Mark(string tree, string what) => Path.Combine(tree, $".made-{what}");

    private static Task MarkAsync(string tree, string what) =>
        File.WriteAllTextAsync(Mark(tree, what), "");
}
