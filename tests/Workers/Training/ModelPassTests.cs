using Sluice.Workers.Training.Network;

namespace Sluice.Tests.Workers.Training;

public sealed class ModelPassTests
{
    private static readonly ModelLayout Layout = new(new ModelShape(2, 32, 8, 32));
    private static readonly int[] Ids = [0, 3, 9, 30, 2, 0, 7, 7, 1, 4, 5, 6, 8];
    private static readonly int[] Targets = [3, 9, 30, 2, 11, 7, 7, 1, 4, 5, 6, 8, 3];
    private static readonly int[] Lengths = [5, 8];

    /// <summary>
    /// Every kind of parameter: central differences, in some places of each tensor. The step is so
    /// small that few units of the rectified layers turn on or off within it.
    /// </summary>
    [Fact]
    public void The_gradient_is_that_of_finite_differences()
    {
        const float Delta = 1e-3f;
        var random = new Random(2);
        var weights = RandomWeights(random);
        var gradient = new float[Layout.Length];
        var pass = new ModelPass(weights, Ids.Length);
        Loss(pass);
        pass.Backward(Ids, Targets, Lengths, 1, gradient);
        Assert.All(gradient, slope => Assert.True(float.IsFinite(slope)));
        foreach (var tensor in Layout.Tensors)
        {
            var slopes = gradient.AsSpan(tensor.Offset, tensor.Length).ToArray();
            var steepest = slopes.Max(MathF.Abs);
            Assert.True(steepest > 0, tensor.Name);
            var places = Enumerable
                .Range(0, 12)
                .Select(_ => random.Next(tensor.Length))
                .Append(Array.FindIndex(slopes, slope => MathF.Abs(slope) == steepest));
            foreach (var place in places)
            {
                ref var value = ref weights.Values[tensor.Offset + place];
                var kept = value;
                value = kept + Delta;
                weights.Repack(1);
                var above = Loss(pass);
                value = kept - Delta;
                weights.Repack(1);
                var below = Loss(pass);
                value = kept;
                Assert.True(
                    Math.Abs((above - below) / (2 * Delta) - slopes[place])
                        < 0.01 * steepest + 0.003,
                    $"{tensor.Name} {place}: {(above - below) / (2 * Delta)}, backward {slopes[place]}"
                );
            }
        }
    }

    [Fact]
    public void A_token_sees_none_that_come_after_it_and_none_of_other_texts()
    {
        var weights = RandomWeights(new Random(3));
        var pass = new ModelPass(weights, Ids.Length);
        pass.Forward(Ids, Lengths);
        var before = pass.Stream(2, Ids.Length).ToArray();
        var changed = Ids.ToArray();
        changed[4] = 12;
        changed[9] = 13;
        pass.Forward(changed, Lengths);
        var after = pass.Stream(2, Ids.Length).ToArray();
        for (var token = 0; token < Ids.Length; token++)
        {
            var same = before[(token * 32)..((token + 1) * 32)]
                .SequenceEqual(after[(token * 32)..((token + 1) * 32)]);
            Assert.Equal(token is < 4 or (>= 5 and < 9), same);
        }
    }

    private static double Loss(ModelPass pass)
    {
        pass.Forward(Ids, Lengths);
        return pass.Loss(Targets);
    }

    private static Weights RandomWeights(Random random) =>
        new(
            Layout,
            [.. Enumerable.Range(0, Layout.Length).Select(_ => 0.6f * random.NextSingle() - 0.3f)]
        );
}
