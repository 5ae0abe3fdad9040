using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Monitor;

namespace Sluice.BenchHost;

/// <summary>
/// Brings <see cref="CopyTask"/> up to date without its commands: a tree of a million made units
/// costs no million processes, and what it records is what a run would have.
/// </summary>
internal static class Preparation
{
    /// <summary>The verb <c>prepare WORKSPACE</c>.</summary>
    public static async Task<int> RunAsync(string workspace)
    {
        var hashes = new HashCache(
            Path.Combine(workspace, ".sluice", "hashes"),
            TimeProvider.System
        );
        var runner = new StageRunner(
            new MakingExecutor(),
            hashes,
            new RunOptions { Shards = 1, Planning = new PlanOptions() },
            new ConsoleReporter(Console.Out, isTerminal: false, quiet: false),
            TimeProvider.System
        );
        var outcome = await runner.RunAsync(
            CopyTask.StageOf(workspace, new RunLimits()),
            CancellationToken.None
        );
        return outcome.ExitCode;
    }
}
