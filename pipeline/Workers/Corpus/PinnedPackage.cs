namespace Sluice.Workers.Corpus;

/// <summary>An npm package at one version, known by the digest of its tarball.</summary>
/// <param name="Name">E.g. <c>sentiment</c>.</param>
/// <param name="Version">E.g. <c>5.0.2</c>.</param>
/// <param name="Integrity">As in a package-lock: <c>sha512-</c> and the digest in base 64.</param>
internal sealed record PinnedPackage(string Name, string Version, string Integrity)
{
    /// <summary>What npm calls it: name@version.</summary>
    public string Specifier => $"{Name}@{Version}";

    /// <summary>The file that <c>npm pack</c> writes.</summary>
    public string TarballName => $"{Name.TrimStart('@').Replace('/', '-')}-{Version}.tgz";
}
