using Sluice.Workers.Embedding;

namespace Sluice.Workers.Training.Network;

/// <summary>
/// Scaled dot-product attention (Vaswani et al. 2017, eq. 1) in which a token sees itself and those
/// before it in its text, with its gradient.
/// </summary>
/// <param name="width">Of all heads together.</param>
/// <param name="context">Most tokens of a text.</param>
internal sealed class CausalAttention(int width, int context)
{
    private readonly int _depth = width / ModelShape.Heads;
    private readonly float _scale = 1 / MathF.Sqrt(width / ModelShape.Heads);

    /// <summary>Probabilities a token keeps for the way back: one row a head.</summary>
    public int Kept => ModelShape.Heads * Row;

    // Lanes go by eight.
    private int Row => (context + 7) / 8 * 8;

    /// <param name="qkv">[tokens, 3·width]: queries, keys and values side by side.</param>
    /// <param name="lengths">Tokens of each text; they add up to the rows.</param>
    /// <param name="kept">[tokens, <see cref="Kept"/>], written.</param>
    /// <param name="output">[tokens, width], written.</param>
    public void Forward(
        ReadOnlySpan<float> qkv,
        ReadOnlySpan<int> lengths,
        Span<float> kept,
        Span<float> output
    )
    {
        var first = 0;
        foreach (var length in lengths)
        {
            for (var i = 0; i < length; i++)
            for (var head = 0; head < ModelShape.Heads; head++)
            {
                var p = kept.Slice((first + i) * Kept + head * Row, Row);
                var query = Part(qkv, first + i, 0, head);
                p.Fill(float.NegativeInfinity);
                for (var j = 0; j <= i; j++)
                    p[j] = _scale * Lanes.Dot(query, Part(qkv, first + j, 1, head));
                var total = Lanes.Exponentials(p, Lanes.Largest(p));
                var target = output.Slice((first + i) * width + head * _depth, _depth);
                target.Clear();
                for (var j = 0; j <= i; j++)
                {
                    p[j] /= total;
                    Lanes.AddScaled(p[j], Part(qkv, first + j, 2, head), target);
                }
            }
            first += length;
        }
    }

    /// <param name="gradient">[tokens, width]: of the output.</param>
    /// <param name="result">[tokens, 3·width]: of qkv, written.</param>
    public void Backward(
        ReadOnlySpan<float> qkv,
        ReadOnlySpan<int> lengths,
        ReadOnlySpan<float> kept,
        ReadOnlySpan<float> gradient,
        Span<float> result
    )
    {
        result.Clear();
        Span<float> slopes = stackalloc float[Row];
        var first = 0;
        foreach (var length in lengths)
        {
            for (var i = 0; i < length; i++)
            for (var head = 0; head < ModelShape.Heads; head++)
            {
                var p = kept.Slice((first + i) * Kept + head * Row, Row);
                var above = gradient.Slice((first + i) * width + head * _depth, _depth);
                var mean = 0f;
                for (var j = 0; j <= i; j++)
                {
                    slopes[j] = Lanes.Dot(above, Part(qkv, first + j, 2, head));
                    mean += p[j] * slopes[j];
                    Lanes.AddScaled(p[j], above, Part(result, first + j, 2, head));
                }
                var query = Part(qkv, first + i, 0, head);
                var querySlope = Part(result, first + i, 0, head);
                for (var j = 0; j <= i; j++)
                {
                    var slope = _scale * p[j] * (slopes[j] - mean);
                    Lanes.AddScaled(slope, Part(qkv, first + j, 1, head), querySlope);
                    Lanes.AddScaled(slope, query, Part(result, first + j, 1, head));
                }
            }
            first += length;
        }
    }

    private ReadOnlySpan<float> Part(ReadOnlySpan<float> qkv, int token, int part, int head) =>
        qkv.Slice((token * 3 + part) * width + head * _depth, _depth);

    private Span<float> Part(Span<float> qkv, int token, int part, int head) =>
        qkv.Slice((token * 3 + part) * width + head * _depth, _depth);
}
