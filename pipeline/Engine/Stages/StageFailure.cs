namespace Sluice.Engine.Stages;

/// <summary>A stage did not end well; the reporter has said all there is to say.</summary>
public sealed class StageFailure(StageOutcome outcome)
    : Exception(
        outcome.Interrupted
            ? $"{outcome.Plan.Stage.Name}: interrupted; run the same command again to go on"
            : $"{outcome.Plan.Stage.Name}: {outcome.Failed.Count} failed, {outcome.NotRun.Count} not run, of {outcome.Plan.Running.Count} {(outcome.Plan.Running.Count == 1 ? "unit" : "units")}"
    )
{
    /// <summary>How it ended.</summary>
    public StageOutcome Outcome { get; } = outcome;
}
