using Sluice.Workers.Embedding;

namespace Sluice.Tests.Workers.Embedding;

public sealed class DenseLayerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(17)]
    public void Every_vector_width_gives_the_bits_of_the_plain_chain(int rows)
    {
        const int Inputs = 40;
        const int Outputs = 64;
        var random = new Random(rows);
        var weights = Values(random, Inputs * Outputs);
        var bias = Values(random, Outputs);
        var layer = new DenseLayer(weights, bias);
        using var x = new DenseMatrix(rows, Inputs);
        Values(random, rows * Inputs).CopyTo(x.Values);

        var expected = new float[rows * Outputs];
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < Outputs; j++)
        {
            var sum = bias[j];
            for (var t = 0; t < Inputs; t++)
                sum = MathF.FusedMultiplyAdd(x.Row(i)[t], weights[t * Outputs + j], sum);
            expected[i * Outputs + j] = sum;
        }

        foreach (var wide in new[] { false, true })
        {
            using var y = new DenseMatrix(rows, Outputs);
            layer.Apply(x, y, wide);
            Assert.Equal(expected, y.Values.ToArray());
        }
    }

    private static float[] Values(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
