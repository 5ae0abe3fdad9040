namespace Sluice.Workers.Benchmark;

/// <summary>Work on a batch, cut into as many stretches as there are cores.</summary>
internal static class Parallelism
{
    /// <summary>Stretches worth cutting into.</summary>
    public static int Degree { get; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Does stretch by stretch, side by side.</summary>
    /// <param name="parts">How many.</param>
    /// <param name="count">Items to share out.</param>
    /// <param name="work">Given the stretch, its first item and the one behind its last.</param>
    public static void Run(int parts, int count, Action<int, int, int> work) =>
        Parallel.For(
            0,
            parts,
            part =>
                work(
                    part,
                    (int)((long)count * part / parts),
                    (int)((long)count * (part + 1) / parts)
                )
        );
}
