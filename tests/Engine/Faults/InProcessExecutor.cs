using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Tests.Engine.Faults;

/// <summary>Runs shards in this process, each from the plan file as a worker process would.</summary>
internal sealed class InProcessExecutor(WorkerRegistry registry, TextWriter log) : IExecutor
{
    public async Task<IReadOnlyList<ShardOutcome>> RunAsync(
        Plan plan,
        IReadOnlyList<Shard> shards,
        CancellationToken stop
    ) => await Task.WhenAll(shards.Select(shard => Task.Run(() => RunAsync(plan, shard, stop))));

    private async Task<ShardOutcome> RunAsync(Plan plan, Shard shard, CancellationToken stop)
    {
        int exitCode;
        try
        {
            exitCode = await new WorkerLoop(
                PlanFile.Read(plan.File),
                shard,
                registry,
                log,
                TimeProvider.System
            ).RunAsync(stop);
        }
        catch (Exception e) when (e is UserError or IOException or UnauthorizedAccessException)
        {
            await log.WriteLineAsync(e.Message);
            exitCode = Sluice.Engine.ExitCode.UnitFailed;
        }
        return new ShardOutcome(shard, exitCode, TimeSpan.Zero, "");
    }
}
