namespace Sluice.Workers.Augmentation.Quality;

/// <summary>A measure with a cheap bound, by which hopeless pairs are told without comparing them.</summary>
internal interface IBoundedSimilarity : ISimilarity
{
    /// <summary>
    /// A value never below <see cref="ISimilarity.Compare"/> of the same pair, rounding included:
    /// deciding by it cannot change a decision.
    /// </summary>
    double UpperBound(string a, string b);
}
