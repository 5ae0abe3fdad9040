namespace Sluice.Workers.Embedding.Layers;

/// <summary>
/// A model's vectors by text: a text is encoded once, for all layers, and remembered, so that tasks
/// may share texts and take one layer after the other. Several threads encode; the vectors are the
/// same. One caller at a time.
/// </summary>
/// <param name="encoder">The model.</param>
/// <param name="threads">Threads that encode; 0 for one a core.</param>
internal sealed class LayerVectors(ILayeredEncoder encoder, int threads = 0)
{
    private const int TextsAtOnce = 64;
    private readonly Dictionary<string, float[][]> _byText = new(StringComparer.Ordinal);

    public ILayeredEncoder Encoder => encoder;

    /// <summary>One layer's vectors of texts, in order: [text][width].</summary>
    /// <param name="layer">Index among the model's layers.</param>
    /// <remarks>The arrays are shared: they are not to be written to.</remarks>
    public float[][] Of(
        IReadOnlyList<string> texts,
        int layer,
        CancellationToken cancellation = default
    )
    {
        Encode([.. texts.Where(text => !_byText.ContainsKey(text)).Distinct()], cancellation);
        return [.. texts.Select(text => _byText[text][layer])];
    }

    private void Encode(List<string> texts, CancellationToken cancellation)
    {
        var parts = texts.Chunk(TextsAtOnce).ToArray();
        var results = new float[parts.Length][][][];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        Parallel.For(
            0,
            parts.Length,
            options,
            i => results[i] = encoder.Embed(parts[i], cancellation)
        );
        for (var part = 0; part < parts.Length; part++)
        for (var i = 0; i < parts[part].Length; i++)
            _byText[parts[part][i]] = [.. results[part].Select(layer => layer[i])];
    }
}
