using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Sluice.Tests.Support.LongestFirst))]

namespace Sluice.Tests.Support;

/// <summary>
/// Begins with the collections that take longest, so that none of them is what all others are waited
/// for with: the testbeds', which mostly wait, and the host that is built in a fresh copy.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_first = ["slurm", "ReadmeTests"];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderBy(collection =>
                s_first.Any(name =>
                    collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)
                )
                    ? 0
                    : 1
            ),
        ];
}
