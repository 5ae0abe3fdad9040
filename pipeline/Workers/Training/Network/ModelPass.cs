using Sluice.Workers.Embedding;

namespace Sluice.Workers.Training.Network;

/// <summary>
/// Forward and backward through a pre-norm causal transformer (Radford et al. 2019) for some texts:
/// x + attention(norm(x)), then h + ffn(norm(h)) with a rectified inner layer; the output is the
/// embedding transposed (Press and Wolf 2017). Holds the states, so one a thread.
/// </summary>
/// <param name="weights">Shared and only read.</param>
/// <param name="tokens">Most tokens of one pass.</param>
internal sealed class ModelPass(Weights weights, int tokens)
{
    private readonly ModelLayout _layout = weights.Layout;
    private readonly ModelShape _shape = weights.Layout.Shape;
    private readonly CausalAttention _attention = new(
        weights.Layout.Shape.Width,
        weights.Layout.Shape.Context
    );
    private readonly BlockStates[] _blocks = MakeBlocks(weights.Layout.Shape, tokens);
    private readonly float[] _last = new float[tokens * weights.Layout.Shape.Width];
    private readonly float[] _lastNormal = new float[tokens * weights.Layout.Shape.Width];
    private readonly float[] _wide = new float[tokens * weights.Layout.Shape.Inner];
    private readonly float[] _narrow = new float[tokens * weights.Layout.Shape.Width];
    private readonly float[] _slope = new float[tokens * weights.Layout.Shape.Width];
    private readonly ProductGradient _product = new();
    private float[] _logits = [];

    /// <summary>
    /// The residual stream of the last forward pass, [tokens, width]: 0 is what the first block gets,
    /// i what the i-th block makes.
    /// </summary>
    public ReadOnlySpan<float> Stream(int layer, int count) =>
        (layer < _blocks.Length ? _blocks[layer].Input : _last).AsSpan(0, count * _shape.Width);

    /// <summary>Runs the blocks.</summary>
    /// <param name="ids">The pieces of all texts, one after the other.</param>
    /// <param name="lengths">How many of each text, at most the context; they add up.</param>
    public void Forward(ReadOnlySpan<int> ids, ReadOnlySpan<int> lengths)
    {
        var (m, width) = (ids.Length, _shape.Width);
        ReadOnlySpan<float> values = weights.Values;
        var row = 0;
        foreach (var length in lengths)
            for (var position = 0; position < length; position++, row++)
            {
                var target = _blocks[0].Input.AsSpan(row * width, width);
                _layout.Embedding.In(values).Slice(ids[row] * width, width).CopyTo(target);
                Lanes.Add(_layout.Position.In(values).Slice(position * width, width), target);
            }
        for (var i = 0; i < _blocks.Length; i++)
            Block(
                _layout.Blocks[i],
                _blocks[i],
                lengths,
                m,
                i + 1 < _blocks.Length ? _blocks[i + 1].Input : _last
            );
    }

    /// <summary>The summed cross-entropy, in nats, of the texts' targets after <see cref="Forward"/>.</summary>
    /// <param name="targets">The piece that follows each token.</param>
    public double Loss(ReadOnlySpan<int> targets)
    {
        var (m, pieces) = (targets.Length, _shape.Pieces);
        if (_logits.Length < m * pieces)
            _logits = new float[tokens * pieces];
        var last = _last.AsSpan(0, m * _shape.Width);
        RootNorm.Forward(last, _layout.FinalNorm.In(weights.Values), _lastNormal);
        weights.Backward(_lastNormal, m, _layout.Embedding, _logits);
        var loss = 0.0;
        for (var i = 0; i < m; i++)
        {
            var row = _logits.AsSpan(i * pieces, pieces);
            var largest = Lanes.Largest(row);
            var target = (double)row[targets[i]] - largest;
            var total = Lanes.Exponentials(row, largest);
            loss += PortableMath.Log(total) - target;
            // Now probabilities: what the gradient starts from.
            Lanes.Scale(1 / total, row);
        }
        return loss;
    }

    /// <summary>Writes the gradient of factor · loss after <see cref="Loss"/>.</summary>
    /// <param name="gradient">One value a parameter.</param>
    public void Backward(
        ReadOnlySpan<int> ids,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<int> lengths,
        float factor,
        float[] gradient
    )
    {
        var (m, width) = (ids.Length, _shape.Width);
        Array.Clear(gradient);
        var logits = _logits.AsSpan(0, m * _shape.Pieces);
        for (var i = 0; i < m; i++)
            logits[i * _shape.Pieces + targets[i]] -= 1;
        Lanes.Scale(factor, logits);
        // The output layer is the embedding's transpose, and so is its gradient.
        _product.Transposed(_lastNormal, logits, m, width, _layout.Embedding.In(gradient));
        weights.Forward(logits, m, _layout.Embedding, _narrow);

        var slope = _slope.AsSpan(0, m * width);
        slope.Clear();
        NormBack(_last, _layout.FinalNorm, _narrow, slope, gradient);
        for (var i = _blocks.Length - 1; i >= 0; i--)
            BlockBack(_layout.Blocks[i], _blocks[i], lengths, m, slope, gradient);

        var row = 0;
        foreach (var length in lengths)
            for (var position = 0; position < length; position++, row++)
            {
                var from = slope.Slice(row * width, width);
                Lanes.Add(from, _layout.Embedding.In(gradient).Slice(ids[row] * width, width));
                Lanes.Add(from, _layout.Position.In(gradient).Slice(position * width, width));
            }
    }

    private void Block(
        BlockLayout block,
        BlockStates states,
        ReadOnlySpan<int> lengths,
        int m,
        float[] output
    )
    {
        var size = m * _shape.Width;
        ReadOnlySpan<float> input = states.Input.AsSpan(0, size);
        RootNorm.Forward(input, block.AttentionNorm.In(weights.Values), states.AttentionNormal);
        weights.Forward(states.AttentionNormal, m, block.QueryKeyValue, states.QueryKeyValue);
        _attention.Forward(states.QueryKeyValue, lengths, states.Probabilities, states.Attended);
        weights.Forward(states.Attended, m, block.AttentionOutput, states.Middle);
        var middle = states.Middle.AsSpan(0, size);
        Lanes.Add(input, middle);
        RootNorm.Forward(
            middle,
            block.FeedForwardNorm.In(weights.Values),
            states.FeedForwardNormal
        );
        weights.Forward(states.FeedForwardNormal, m, block.Expand, states.Inner);
        Lanes.Rectify(states.Inner.AsSpan(0, m * _shape.Inner));
        weights.Forward(states.Inner, m, block.Contract, output);
        Lanes.Add(middle, output.AsSpan(0, size));
    }

    private void BlockBack(
        BlockLayout block,
        BlockStates states,
        ReadOnlySpan<int> lengths,
        int m,
        Span<float> slope,
        float[] gradient
    )
    {
        _product.Of(states.Inner, slope, m, block.Contract, gradient);
        weights.Backward(slope, m, block.Contract, _wide);
        for (var i = 0; i < m * _shape.Inner; i++)
            if (states.Inner[i] <= 0)
                _wide[i] = 0;
        _product.Of(states.FeedForwardNormal, _wide, m, block.Expand, gradient);
        weights.Backward(_wide, m, block.Expand, _narrow);
        NormBack(states.Middle, block.FeedForwardNorm, _narrow, slope, gradient);

        _product.Of(states.Attended, slope, m, block.AttentionOutput, gradient);
        weights.Backward(slope, m, block.AttentionOutput, _narrow);
        _attention.Backward(
            states.QueryKeyValue,
            lengths,
            states.Probabilities,
            _narrow,
            _wide.AsSpan(0, m * 3 * _shape.Width)
        );
        _product.Of(states.AttentionNormal, _wide, m, block.QueryKeyValue, gradient);
        weights.Backward(_wide, m, block.QueryKeyValue, _narrow);
        NormBack(states.Input, block.AttentionNorm, _narrow, slope, gradient);
    }

    private void NormBack(
        float[] x,
        Tensor norm,
        float[] above,
        Span<float> slope,
        float[] gradient
    ) =>
        RootNorm.Backward(
            x.AsSpan(0, slope.Length),
            norm.In(weights.Values),
            above,
            slope,
            norm.In(gradient)
        );

    private static BlockStates[] MakeBlocks(ModelShape shape, int tokens)
    {
        var kept = new CausalAttention(shape.Width, shape.Context).Kept;
        return
        [
            .. Enumerable.Range(0, shape.Layers).Select(_ => new BlockStates(shape, tokens, kept)),
        ];
    }
}
