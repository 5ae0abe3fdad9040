using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Training;

/// <summary>Some windows of a step, their loss and its gradient: what one thread works on.</summary>
internal sealed class WindowGroup(Weights weights, int tokens)
{
    private readonly ModelPass _pass = new(weights, tokens);

    public int[] Ids { get; } = new int[tokens];

    public int[] Targets { get; } = new int[tokens];

    /// <summary>Of the summed loss times the factor; one value a parameter.</summary>
    public float[] Gradient { get; } = new float[weights.Layout.Length];

    /// <summary>The sum over all pieces, in nats.</summary>
    public double Loss { get; private set; }

    /// <summary>The loss and its gradient.</summary>
    /// <param name="lengths">Pieces of each window.</param>
    public void Run(ReadOnlySpan<int> lengths, float factor)
    {
        var count = Count(lengths);
        Loss = Evaluate(lengths);
        _pass.Backward(Ids.AsSpan(0, count), Targets.AsSpan(0, count), lengths, factor, Gradient);
    }

    /// <summary>The loss alone.</summary>
    public double Evaluate(ReadOnlySpan<int> lengths)
    {
        var count = Count(lengths);
        _pass.Forward(Ids.AsSpan(0, count), lengths);
        return _pass.Loss(Targets.AsSpan(0, count));
    }

    private static int Count(ReadOnlySpan<int> lengths)
    {
        var count = 0;
        foreach (var length in lengths)
            count += length;
        return count;
    }
}
