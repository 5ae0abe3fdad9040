namespace Sluice.Workers.Evaluation;

/// <summary>What the slices of an evaluation are cut between. Either way in stretches, the first ones longer.</summary>
public enum SplitBy
{
    /// <summary>All of a checkpoint is in one slice, so that one process loads it.</summary>
    Checkpoint,

    /// <summary>Any two units.</summary>
    Unit,
}
