namespace Sluice.Workers.Training.Network;

/// <summary>All parameters of a model in one array, so that the optimizer and the checkpoint need not know what they are.</summary>
internal sealed class ModelLayout
{
    private readonly List<Tensor> _all = [];

    public ModelLayout(ModelShape shape)
    {
        Shape = shape;
        var width = shape.Width;
        Embedding = Add("embedding", shape.Pieces, width);
        Position = Add("position", shape.Context, width);
        Blocks =
        [
            .. Enumerable
                .Range(1, shape.Layers)
                .Select(i => new BlockLayout(
                    Add($"block {i} attention norm", 1, width),
                    Add($"block {i} query, key, value", width, 3 * width),
                    Add($"block {i} attention output", width, width),
                    Add($"block {i} feed-forward norm", 1, width),
                    Add($"block {i} expand", width, shape.Inner),
                    Add($"block {i} contract", shape.Inner, width)
                )),
        ];
        FinalNorm = Add("final norm", 1, width);
    }

    public ModelShape Shape { get; }

    /// <summary>[pieces, width]: the input's embedding and, transposed, the output's.</summary>
    public Tensor Embedding { get; }

    /// <summary>[context, width], added to the embedding.</summary>
    public Tensor Position { get; }

    public IReadOnlyList<BlockLayout> Blocks { get; }

    public Tensor FinalNorm { get; }

    /// <summary>All of them, in order, without gaps.</summary>
    public IReadOnlyList<Tensor> Tensors => _all;

    /// <summary>Number of parameters: a multiple of 32.</summary>
    public int Length => _all[^1].Offset + _all[^1].Length;

    private Tensor Add(string name, int rows, int columns)
    {
        var tensor = new Tensor(name, _all.Count == 0 ? 0 : Length, rows, columns);
        _all.Add(tensor);
        return tensor;
    }
}
