using Sluice.Bench.Measuring;

namespace Sluice.Bench;

/// <summary>One benchmark. It runs in a process of its own, so that none warms another up.</summary>
public interface IBenchmark
{
    /// <summary>What <c>--only</c> matches, and the name of its file in results.</summary>
    string Name { get; }

    /// <summary>One sentence: what is measured, of what, and what a row or a unit is.</summary>
    string Measures { get; }

    /// <summary>Measures and reports.</summary>
    Task RunAsync(Report report);
}
