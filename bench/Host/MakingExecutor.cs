using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.BenchHost;

/// <summary>Copies what is not there, and records every unit: no claims, no shards, no processes.</summary>
internal sealed class MakingExecutor : IExecutor
{
    // Records a sync.
    private const int Batch = 1000;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ShardOutcome>> RunAsync(
        Plan plan,
        IReadOnlyList<Shard> shards,
        CancellationToken stop
    )
    {
        var shared = Fingerprint.IdOf(plan.SharedParts);
        var name = $"bench-{Guid.NewGuid():n}";
        using var writer = new LedgerWriter(plan.Stage.Paths.Ledger, name);
        Parallel.ForEach(
            plan.Running.Chunk(Batch),
            batch =>
                writer.Append(
                    [.. batch.Select(unit => Made(plan, unit, shared, name, writer))],
                    plan.SharedParts
                )
        );
        return Task.FromResult<IReadOnlyList<ShardOutcome>>([
            .. shards.Select(s => new ShardOutcome(s, ExitCode.Done, TimeSpan.Zero, "")),
        ]);
    }

    private static DoneRecord Made(
        Plan plan,
        PlannedUnit planned,
        string shared,
        string name,
        LedgerWriter writer
    )
    {
        var output = planned.Unit.Outputs[0];
        var path = Path.Combine(plan.Stage.OutputRoot, output);
        if (!File.Exists(path))
            File.Copy(planned.Unit.Inputs[0], path);
        return new DoneRecord
        {
            Unit = planned.Unit.Key,
            Fingerprint = planned.Fingerprint,
            Generation = plan.Generation,
            At = DateTimeOffset.UtcNow,
            Worker = name,
            Sequence = writer.NextSequence(),
            SharedParts = shared,
            OwnParts = planned.OwnParts,
            Outputs =
            [
                new OutputRecord(output, FileIdentity.Of(path)!.Value, Sha256Hex.OfFile(path)),
            ],
        };
    }
}
