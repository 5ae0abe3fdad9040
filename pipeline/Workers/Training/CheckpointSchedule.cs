namespace Sluice.Workers.Training;

/// <summary>
/// At which steps a checkpoint is kept, as Pythia does (Biderman et al. 2023): before the first, at
/// powers of two up to 512, at every thousandth, and at the last.
/// </summary>
internal static class CheckpointSchedule
{
    private const int LastPower = 512;
    private const int Interval = 1000;

    /// <summary>The steps, ascending, without repetitions.</summary>
    /// <param name="steps">Of the whole training, at least 1.</param>
    public static IReadOnlyList<int> Steps(int steps)
    {
        var kept = new SortedSet<int> { 0, steps };
        for (var step = 1; step <= Math.Min(steps, LastPower); step *= 2)
            kept.Add(step);
        for (var step = Interval; step <= steps; step += Interval)
            kept.Add(step);
        return [.. kept];
    }

    /// <summary>A checkpoint's file, e.g. <c>step000064.bin</c>.</summary>
    public static string FileName(int step) => $"step{step:D6}.bin";
}
