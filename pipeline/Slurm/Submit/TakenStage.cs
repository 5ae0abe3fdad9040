using Sluice.Driver.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Submit;

/// <summary>A stage of the graph that jobs are to do: planned now, or later in its own job.</summary>
/// <param name="Task">Its task.</param>
/// <param name="Plan">What is to be done; of one that waits for others, as it seems now.</param>
/// <param name="Ledger">Its records.</param>
internal sealed record TakenStage(IStageTask Task, Plan Plan, Ledger Ledger)
{
    /// <summary>Taken stages that it depends on, directly or not.</summary>
    public IReadOnlyList<TakenStage> After { get; init; } = [];

    /// <summary>Whether it is planned in its own job, because what it reads is made by jobs.</summary>
    public bool IsLate => After.Count > 0;

    /// <summary>As --only, where it applies to this stage.</summary>
    public string? Only { get; init; }

    /// <summary>As --force, where it applies to this stage.</summary>
    public bool Force { get; init; }

    /// <summary>Live elements of older runs that do some of its units, or all.</summary>
    public IReadOnlyList<(SlurmRun Run, IReadOnlyList<ElementState> Elements)> Live { get; init; } =
    [];

    /// <summary>Whether all is left to those.</summary>
    public bool IsAdopted { get; init; }

    public string Name => Plan.Stage.Name;
}
