using Sluice.Driver;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;
using Sluice.Tasks;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>Stages as a graph takes them, without files.</summary>
internal static class TakenStages
{
    /// <summary>A stage of so many stale units that follows others.</summary>
    public static TakenStage Of(string name, int units, params TakenStage[] after)
    {
        var stage = new DeclaredStage
        {
            Name = name,
            Workspace = "/no/such/workspace",
            OutputRoot = "/no/such/workspace/out",
            Worker = "none",
            Units =
            [
                .. Enumerable.Range(0, units).Select(i => new Unit { Key = $"{i}", Outputs = [] }),
            ],
        };
        var ledger = Ledger.Open(stage.Paths.Ledger);
        var plan = new Planner(new HashCache(null, TimeProvider.System), new PlanOptions()).Make(
            stage,
            ledger,
            DateTimeOffset.UnixEpoch
        );
        return new TakenStage(new NoTask(), plan, ledger)
        {
            After = [.. after.SelectMany(s => s.After.Append(s)).Distinct()],
        };
    }

    /// <summary>The same, some of it done by live jobs of an older run.</summary>
    public static TakenStage Live(this TakenStage stage, bool isLeft, params string[] jobs)
    {
        var arrays = jobs.Select((job, i) => SlurmSample.Array($"{stage.Name}-{i + 1}", 1, job))
            .ToArray();
        var older = SlurmSample.Stage(stage.Name, arrays);
        var run = SlurmSample.Run("/no/such/workspace", older) with { Id = "older" };
        return stage with
        {
            IsAdopted = isLeft,
            Live =
            [
                (
                    run,
                    [
                        .. arrays.Select(array => new ElementState(
                            older,
                            array,
                            0,
                            new JobState(array.Job!, 0, "PENDING", "", "", array.JobName)
                        )),
                    ]
                ),
            ],
        };
    }

    private sealed class NoTask : StageTask
    {
        public override DeclaredStage Declare(Pipeline pipeline) =>
            throw new NotSupportedException();
    }
}
