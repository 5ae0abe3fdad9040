using System.Text.Json.Serialization;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Training;

/// <summary>What a checkpoint says of itself.</summary>
/// <param name="Version">Of the format.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Step">Optimizer steps taken.</param>
/// <param name="Characters">The vocabulary's, in order.</param>
/// <param name="Merges">The vocabulary's pairs, two numbers each.</param>
internal sealed record CheckpointHeader(
    int Version,
    string Model,
    int Step,
    int Layers,
    int Width,
    int Context,
    int Pieces,
    string Characters,
    int[][] Merges
)
{
    public const int CurrentVersion = 1;

    [JsonIgnore]
    public ModelShape Shape => new(Layers, Width, Context, Pieces);

    /// <summary>Whether a model of these sizes can be, so that a forged one costs no memory.</summary>
    [JsonIgnore]
    public bool IsSound =>
        Layers is > 0 and <= 32
        && Width is > 0 and <= 1024
        && Width % 32 == 0
        && Context is > 0 and <= 512
        && Pieces is > 0 and <= 32_768
        && Pieces % 32 == 0
        && Characters is not null
        && Merges is not null
        && Merges.All(pair => pair is { Length: 2 })
        && Vocabulary().Count <= Pieces;

    public static CheckpointHeader Of(ModelShape shape, int step, PieceVocabulary vocabulary) =>
        new(
            CurrentVersion,
            GlossModel.ModelName,
            step,
            shape.Layers,
            shape.Width,
            shape.Context,
            shape.Pieces,
            vocabulary.Characters,
            [.. vocabulary.Merges.Select(pair => new[] { pair.Left, pair.Right })]
        );

    /// <exception cref="FormatException">A merge names a later piece.</exception>
    public PieceVocabulary Vocabulary() =>
        new(Characters, [.. Merges.Select(pair => (pair[0], pair[1]))]);
}
