namespace Sluice.Workers.Embedding;

/// <summary>
/// One pre-norm transformer layer of the encoder: x + attention(norm(x)), then h + ffn(norm(h))
/// with a rectified inner layer. The first one widens 256 to 512, so its residual path is a dense
/// layer too. Immutable, hence thread-safe.
/// </summary>
internal sealed class TransformerLayer(ModelWeights weights, int index)
{
    private readonly LayerNorm _attentionNorm = weights.Norm(index, "");
    private readonly DenseLayer _queryKeyValue = weights.Attention(index, "qkv_transform_single");
    private readonly DenseLayer _attentionOutput = weights.Attention(
        index,
        "output_transform_single"
    );
    private readonly DenseLayer? _residual = index == 0 ? weights.Residual(index) : null;
    private readonly LayerNorm _feedForwardNorm = weights.Norm(index, "FFN/");
    private readonly DenseLayer _expand = weights.FeedForward(index, "conv1");
    private readonly DenseLayer _contract = weights.FeedForward(index, "conv2");

    /// <summary>Width of its output.</summary>
    public int Outputs => _contract.Outputs;

    /// <summary>[tokens, inputs] to a new [tokens, outputs] matrix, which the caller disposes.</summary>
    /// <param name="lengths">Tokens of each text: attention stays within a text.</param>
    public DenseMatrix Apply(DenseMatrix x, ReadOnlySpan<int> lengths)
    {
        var hidden = Attend(x, lengths);
        if (_residual is null)
        {
            Lanes.Add(x.Values, hidden.Values);
        }
        else
        {
            using var widened = new DenseMatrix(x.Rows, Outputs);
            _residual.Apply(x, widened);
            Lanes.Add(widened.Values, hidden.Values);
        }
        FeedForward(hidden);
        return hidden;
    }

    private DenseMatrix Attend(DenseMatrix x, ReadOnlySpan<int> lengths)
    {
        using var normal = new DenseMatrix(x.Rows, x.Columns);
        _attentionNorm.Apply(x, normal);
        using var qkv = new DenseMatrix(x.Rows, _queryKeyValue.Outputs);
        _queryKeyValue.Apply(normal, qkv);
        using var context = new DenseMatrix(x.Rows, x.Columns);
        SelfAttention.Apply(qkv, lengths, context);
        var hidden = new DenseMatrix(x.Rows, Outputs);
        _attentionOutput.Apply(context, hidden);
        return hidden;
    }

    private void FeedForward(DenseMatrix hidden)
    {
        using var normal = new DenseMatrix(hidden.Rows, hidden.Columns);
        _feedForwardNorm.Apply(hidden, normal);
        using var inner = new DenseMatrix(hidden.Rows, _expand.Outputs);
        _expand.Apply(normal, inner);
        Lanes.Rectify(inner.Values);
        using var outer = new DenseMatrix(hidden.Rows, Outputs);
        _contract.Apply(inner, outer);
        Lanes.Add(outer.Values, hidden.Values);
    }
}
