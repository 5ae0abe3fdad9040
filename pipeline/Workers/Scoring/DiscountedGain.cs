using Sluice.Workers.Embedding;

namespace Sluice.Workers.Scoring;

/// <summary>
/// Normalised discounted cumulative gain at 10 (Järvelin and Kekäläinen 2002) of a query that one
/// document answers: 1 / log₂(rank + 2), rank from 0, and 0 beyond ten.
/// </summary>
internal static class DiscountedGain
{
    private const int Depth = 10;
    private static readonly double LnTwo = PortableMath.Log(2);

    /// <param name="rank">How many documents come before the right one.</param>
    public static double AtTen(int rank) => rank < Depth ? LnTwo / PortableMath.Log(rank + 2) : 0;
}
