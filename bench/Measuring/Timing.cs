namespace Sluice.Bench.Measuring;

/// <summary>The times of one contestant, in seconds.</summary>
/// <param name="Name">Whose times.</param>
/// <param name="Seconds">One a run, in the order of the runs; at least one.</param>
public sealed record Timing(string Name, IReadOnlyList<double> Seconds)
{
    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public double Median
    {
        get
        {
            var sorted = Seconds.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>The fastest.</summary>
    public double Least => Seconds.Min();

    /// <summary>The slowest.</summary>
    public double Most => Seconds.Max();
}
