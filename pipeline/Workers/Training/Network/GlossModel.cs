using Sluice.Engine;
using Sluice.Workers.Embedding;
using Sluice.Workers.Embedding.Layers;

namespace Sluice.Workers.Training.Network;

/// <summary>
/// A checkpoint of gloss-lm as an encoder: a layer's vector is the mean over the text's pieces of the
/// residual stream, at the embedding and after each block, all as wide as the model. A text's pieces
/// beyond the context are cut; the mark before every text does not count.
/// </summary>
internal sealed class GlossModel : ILayeredEncoder
{
    public const string ModelName = "gloss-lm";

    private const int TextsAtOnce = 16;
    private readonly Weights _weights;
    private readonly PieceVocabulary _vocabulary;
    private readonly ModelShape _shape;

    private GlossModel(Checkpoint checkpoint)
    {
        _shape = checkpoint.Header.Shape;
        _vocabulary = checkpoint.Header.Vocabulary();
        _weights = new Weights(new ModelLayout(_shape), checkpoint.Values);
        Step = checkpoint.Header.Step;
        LayerNames =
        [
            "embedding",
            .. Enumerable.Range(1, _shape.Layers).Select(block => $"block {block}"),
        ];
    }

    /// <inheritdoc/>
    public string Name => ModelName;

    /// <summary>Optimizer steps taken.</summary>
    public int Step { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> LayerNames { get; }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="UserError">It is missing, torn, damaged or of another version; named with the byte.</exception>
    public static GlossModel Load(string path) => new(Checkpoint.Read(path));

    /// <inheritdoc/>
    public float[][][] Embed(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        var pass = new ModelPass(_weights, TextsAtOnce * _shape.Context);
        var known = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var layers = LayerNames.Select(_ => new List<float[]>(texts.Count)).ToArray();
        foreach (var some in texts.Chunk(TextsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            var ids = some.Select(text => Ids(text, known)).ToList();
            pass.Forward(ids.SelectMany(i => i).ToArray(), ids.Select(i => i.Length).ToArray());
            var tokens = ids.Sum(i => i.Length);
            for (var layer = 0; layer < layers.Length; layer++)
                Pool(pass.Stream(layer, tokens), ids, layers[layer]);
        }
        return [.. layers.Select(layer => layer.ToArray())];
    }

    private int[] Ids(string text, Dictionary<string, List<int>> known)
    {
        int[] ids = [PieceVocabulary.End, .. _vocabulary.Encode(text, known)];
        return ids.Length > _shape.Context ? ids[.._shape.Context] : ids;
    }

    private void Pool(ReadOnlySpan<float> stream, List<int[]> ids, List<float[]> vectors)
    {
        foreach (var text in ids)
        {
            var mean = new float[_shape.Width];
            for (var i = 1; i < text.Length; i++)
                Lanes.Add(stream.Slice(i * _shape.Width, _shape.Width), mean);
            Lanes.Scale(1f / Math.Max(1, text.Length - 1), mean);
            vectors.Add(mean);
            stream = stream[(text.Length * _shape.Width)..];
        }
    }
}
