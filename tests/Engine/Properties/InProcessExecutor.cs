using System.Collections.Concurrent;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Engine.Working;

namespace Sluice.Tests.Engine.Properties;

/// <summary>Runs shards side by side in this process, from the plan as frozen, and can have them stopped after so many units.</summary>
internal sealed class InProcessExecutor(Func<UnitContext, int, string> content) : IExecutor
{
    /// <summary>Keys of the units begun, in that order; one begun twice stands there twice.</summary>
    public ConcurrentQueue<string> Begun { get; } = [];

    /// <summary>Units that end before the driver is killed; null for no kill.</summary>
    public int? KillAfter { get; init; }

    /// <summary>Key of a unit that fails.</summary>
    public string? Failing { get; init; }

    /// <summary>The last plan run.</summary>
    public Plan? Plan { get; private set; }

    public async Task<IReadOnlyList<ShardOutcome>> RunAsync(
        Plan plan,
        IReadOnlyList<Shard> shards,
        CancellationToken stop
    )
    {
        Plan = PlanFile.Read(plan.File);
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var worker = new DelegateWorker((unit, _) => RunUnitAsync(unit, kill));
        var registry = new WorkerRegistry().Add(GraphRun.Worker, () => worker);
        var log = TextWriter.Synchronized(new StringWriter());
        var exitCodes = await Task.WhenAll(
            shards.Select(shard =>
                Task.Run(() =>
                    new WorkerLoop(Plan, shard, registry, log, TimeProvider.System).RunAsync(
                        kill.Token
                    )
                )
            )
        );
        if (kill.IsCancellationRequested)
            throw new DriverKilled();
        return
        [
            .. shards.Zip(exitCodes, (s, code) => new ShardOutcome(s, code, TimeSpan.Zero, "")),
        ];
    }

    private async Task RunUnitAsync(UnitContext unit, CancellationTokenSource kill)
    {
        Begun.Enqueue(unit.Unit.Key);
        if (KillAfter is { } most && Begun.Count > most)
        {
            await kill.CancelAsync();
            kill.Token.ThrowIfCancellationRequested();
        }
        // Half the unit's work is done when it fails.
        for (var i = 0; i < unit.Unit.Outputs.Count; i++)
        {
            await File.WriteAllTextAsync(unit.Output(i), content(unit, i));
            if (unit.Unit.Key == Failing)
                throw new UnitFailure("as the step says", 7);
        }
    }
}
