namespace Sluice.Workers.Embedding;

/// <summary>
/// The encoder's input: twice a piece's embedding plus the sinusoidal position signal (Vaswani et
/// al. 2017, sines first, then cosines). Twice, because the graph adds the embedding once more
/// when it adds the signal. Immutable, hence thread-safe.
/// </summary>
internal sealed class PieceEmbedding
{
    private readonly float[] _embeddings;
    private readonly float[] _signal;
    private readonly int _width;

    /// <param name="embeddings">[pieces, width].</param>
    /// <param name="frequencies">[width / 2] angular frequencies a position.</param>
    public PieceEmbedding(float[] embeddings, float[] frequencies)
    {
        _embeddings = embeddings;
        var half = frequencies.Length;
        _width = 2 * half;
        _signal = new float[SentenceEncoder.MaxPieces * _width];
        for (var position = 0; position < SentenceEncoder.MaxPieces; position++)
        for (var i = 0; i < half; i++)
        {
            var angle = position * frequencies[i];
            _signal[position * _width + i] = PortableMath.Sin(angle);
            _signal[position * _width + half + i] = PortableMath.Cos(angle);
        }
    }

    /// <summary>A new [tokens, width] matrix, which the caller disposes.</summary>
    public DenseMatrix Apply(List<int[]> pieces, int tokens)
    {
        var result = new DenseMatrix(tokens, _width);
        var row = 0;
        foreach (var ids in pieces)
            for (var position = 0; position < ids.Length; position++)
            {
                var target = result.Row(row++);
                _signal.AsSpan(position * _width, _width).CopyTo(target);
                Lanes.AddScaled(2, _embeddings.AsSpan(ids[position] * _width, _width), target);
            }
        return result;
    }
}
