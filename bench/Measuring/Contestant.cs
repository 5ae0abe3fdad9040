using System.Diagnostics;

namespace Sluice.Bench.Measuring;

/// <summary>Something to time against others.</summary>
/// <param name="Name">As printed.</param>
/// <param name="MeasureAsync">Does it once and returns the seconds it took.</param>
public sealed record Contestant(string Name, Func<Task<double>> MeasureAsync)
{
    /// <summary>At most so many rounds, and no uncounted ones: for what takes minutes.</summary>
    public int? MostRounds { get; init; }

    /// <summary>One that runs in this process.</summary>
    public static Contestant InProcess(string name, Action work) =>
        new(
            name,
            () =>
            {
                // What the run before left behind must not be collected on this one's time.
                GC.Collect();
                var started = Stopwatch.GetTimestamp();
                work();
                return Task.FromResult(Stopwatch.GetElapsedTime(started).TotalSeconds);
            }
        );
}
