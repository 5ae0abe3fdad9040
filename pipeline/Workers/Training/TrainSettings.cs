using System.ComponentModel.DataAnnotations;
using Sluice.Engine.Configuration;

namespace Sluice.Workers.Training;

/// <summary>Section <c>evaluate.train</c>: the model gloss-lm and how it is trained.</summary>
public sealed record TrainSettings : ISettings
{
    /// <summary>A CSV of texts to train on; null for the glosses that stage Corpus makes.</summary>
    [WorkspacePath(MustExist = true)]
    public string? Input { get; init; }

    /// <summary>The input's column of texts.</summary>
    public string TextColumn { get; init; } = "gloss";

    /// <summary>Where checkpoints go.</summary>
    [WorkspacePath]
    public string OutputRoot { get; init; } = "data/models/gloss-lm";

    /// <summary>Optimizer steps.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; init; } = 1000;

    /// <summary>Transformer blocks.</summary>
    [Range(1, 32)]
    public int Layers { get; init; } = 4;

    /// <summary>Width of the residual stream, a multiple of 32; four heads share it.</summary>
    [Range(32, 1024)]
    public int Width { get; init; } = 96;

    /// <summary>Windows a step.</summary>
    [Range(1, 1024)]
    public int Batch { get; init; } = 16;

    /// <summary>Tokens of a window.</summary>
    [Range(4, 512)]
    public int Context { get; init; } = 32;

    /// <summary>Most pieces in the vocabulary.</summary>
    [Range(64, 32_768)]
    public int Vocabulary { get; init; } = 2048;

    /// <summary>The largest learning rate, reached after the warm-up.</summary>
    [Range(1e-6, 1.0)]
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Same seed, same bytes.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads; 0 for one a core. Never changes a result.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Expected, string Found)> Check()
    {
        if (Width % 32 != 0)
            yield return ("width", "a multiple of 32", $"'{Width}'");
        if (TextColumn.Length == 0)
            yield return ("text_column", "a column name", "''");
    }
}
