namespace Sluice.Workers.Embedding.Training;

/// <summary>Section <c>evaluate</c>: the models whose layers are looked at.</summary>
public sealed record EvaluateSettings
{
    /// <summary>The model that the pipeline trains itself.</summary>
    public TrainSettings Train { get; init; } = new();
}
