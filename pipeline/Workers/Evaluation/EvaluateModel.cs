using Sluice.Engine.Configuration;

namespace Sluice.Workers.Evaluation;

/// <summary>A model of an evaluation.</summary>
public sealed record EvaluateModel
{
    /// <summary>What it is published as, e.g. <c>EleutherAI/pythia-410m</c>; its name when left out.</summary>
    public string? ModelId { get; init; }

    /// <summary>Its checkpoints: their names, <c>pythia</c> for Pythia's 154, or <c>trained</c> for those that stage Train makes.</summary>
    public ConfigNode? Checkpoints { get; init; }

    /// <summary>Its layers, by number from 0: a list, or <c>20..23</c>.</summary>
    public ConfigNode? Layers { get; init; }
}
