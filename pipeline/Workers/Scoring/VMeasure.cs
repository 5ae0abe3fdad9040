using Sluice.Workers.Embedding;

namespace Sluice.Workers.Scoring;

/// <summary>The harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007, β = 1).</summary>
internal static class VMeasure
{
    /// <summary>0 to 1; 1 where clusters and classes are the same. One class alone is homogeneous, one cluster complete.</summary>
    /// <param name="classes">The true label of each item.</param>
    /// <param name="clusters">The cluster of each item.</param>
    public static double Of(IReadOnlyList<int> classes, IReadOnlyList<int> clusters)
    {
        var ofClasses = Entropy(classes);
        var ofClusters = Entropy(clusters);
        var joint = Entropy([.. classes.Zip(clusters)]);
        var homogeneity = ofClasses == 0 ? 1 : 1 - (joint - ofClusters) / ofClasses;
        var completeness = ofClusters == 0 ? 1 : 1 - (joint - ofClasses) / ofClusters;
        var sum = homogeneity + completeness;
        return sum == 0 ? 0 : 2 * homogeneity * completeness / sum;
    }

    /// <summary>In nats.</summary>
    private static double Entropy<T>(IReadOnlyList<T> labels)
        where T : notnull
    {
        var sum = 0.0;
        foreach (var group in labels.CountBy(label => label).OrderBy(group => group.Key))
        {
            var share = group.Value / (double)labels.Count;
            sum -= share * PortableMath.Log(share);
        }
        return sum;
    }
}
