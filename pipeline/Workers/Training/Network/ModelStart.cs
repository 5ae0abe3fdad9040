using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Workers.Training.Network;

/// <summary>
/// The values a model starts from: scales 1, matrices normal with variance 1 / inputs, those that
/// write to the residual stream smaller by √(2·layers) (Radford et al. 2019), embeddings with
/// standard deviation 0.02.
/// </summary>
internal static class ModelStart
{
    private const double Embedding = 0.02;

    /// <summary>One value a parameter.</summary>
    public static float[] Values(ModelLayout layout, RowRandom random)
    {
        var values = new float[layout.Length];
        Fill(layout.Embedding, Embedding);
        Fill(layout.Position, Embedding);
        var residual = 1 / Math.Sqrt(2 * layout.Blocks.Count);
        foreach (var block in layout.Blocks)
        {
            block.AttentionNorm.In(values).Fill(1);
            FillMatrix(block.QueryKeyValue, 1);
            FillMatrix(block.AttentionOutput, residual);
            block.FeedForwardNorm.In(values).Fill(1);
            FillMatrix(block.Expand, 1);
            FillMatrix(block.Contract, residual);
        }
        layout.FinalNorm.In(values).Fill(1);
        return values;

        void FillMatrix(Tensor tensor, double factor) =>
            Fill(tensor, factor / Math.Sqrt(tensor.Rows));

        void Fill(Tensor tensor, double deviation)
        {
            foreach (ref var value in tensor.In(values))
                value = (float)(deviation * Normal(random));
        }
    }

    /// <summary>Twelve uniform values less six: near enough to normal, and without the C library's logarithm.</summary>
    private static double Normal(RowRandom random)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += random.NextDouble();
        return sum;
    }
}
