using System.Diagnostics;
using System.Runtime.InteropServices;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Processes;

namespace Sluice.Engine.Stages;

/// <summary>Runs shards as processes of the same host on this machine, each with its own log.</summary>
/// <param name="host">Program and first arguments that start the host, e.g. <c>dotnet sluice.dll</c>.</param>
public sealed class LocalExecutor(IReadOnlyList<string> host) : IExecutor
{
    // As shells report it.
    private const int NotStarted = 127;

    /// <summary>Names of the GPUs that shards get in turn; none leaves them what this process sees.</summary>
    public IReadOnlyList<string> Gpus { get; init; } = [];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ShardOutcome>> RunAsync(
        Plan plan,
        IReadOnlyList<Shard> shards,
        CancellationToken stop
    )
    {
        // Every shard reads from this pipe; when this process dies, however it dies, they see its end.
        using var lifeline = new Lifeline();
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = shards.Select(shard => RunShardAsync(plan, shard, lifeline, abort)).ToList();
        return await Task.WhenAll(running);
    }

    private async Task<ShardOutcome> RunShardAsync(
        Plan plan,
        Shard shard,
        Lifeline lifeline,
        CancellationTokenSource abort
    )
    {
        var started = Stopwatch.GetTimestamp();
        var log = ShardLog.PathOf(plan.Stage, shard);
        RunningProcess process;
        try
        {
            process = Start(plan, shard, log, lifeline);
        }
        catch (IOException e)
        {
            // Its units are left to the others.
            return new ShardOutcome(shard, NotStarted, Stopwatch.GetElapsedTime(started), log)
            {
                NotStarted = e.Message,
            };
        }
        using var registration = abort.Token.Register(() =>
            _ = process.StopLeaderAsync(plan.Stage.Limits.Grace + TimeSpan.FromSeconds(5))
        );
        var exitCode = (await process.Exit).ExitCode;
        if (plan.Stage.Limits.FailFast && exitCode != ExitCode.Done)
            await abort.CancelAsync();
        return new ShardOutcome(shard, exitCode, Stopwatch.GetElapsedTime(started), log);
    }

    private RunningProcess Start(Plan plan, Shard shard, string log, Lifeline lifeline) =>
        RunningProcess.Start(
            new CommandLine
            {
                Arguments =
                [
                    .. host,
                    "worker",
                    "--plan",
                    plan.File,
                    "--shard",
                    shard.ToString(),
                    "--parent-pipe",
                    .. Gpus.Count > 0 ? [WorkerMain.GpuChosen] : Array.Empty<string>(),
                ],
                Environment = GpuChoice.OfShard(Gpus, shard.Index),
                WorkingDirectory = plan.Stage.Workspace,
                LogFile = log,
            },
            lifeline.ReadEnd
        );

    private sealed class Lifeline : IDisposable
    {
        private readonly int _writeEnd;

        public unsafe Lifeline()
        {
            var ends = stackalloc int[2];
            if (Native.Pipe(ends, Native.OpenCloseOnExec) != 0)
                throw new IOException(
                    $"cannot make a pipe: {Marshal.GetLastPInvokeErrorMessage()}"
                );
            (ReadEnd, _writeEnd) = (ends[0], ends[1]);
        }

        public int ReadEnd { get; }

        public void Dispose()
        {
            _ = Native.Close(ReadEnd);
            _ = Native.Close(_writeEnd);
        }
    }
}
