namespace Sluice.Workers.Augmentation;

/// <summary>A measure of how alike two texts are. Thread-safe and deterministic.</summary>
internal interface ISimilarity
{
    /// <summary>The name used in <c>augment.quality.measure</c>.</summary>
    string Name { get; }

    /// <summary>A value from 0 (nothing in common) to 1 (equal).</summary>
    double Compare(string a, string b);
}
