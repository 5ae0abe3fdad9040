using Microsoft.Extensions.FileSystemGlobbing;

namespace Sluice.Engine.Graph;

/// <summary>Expands patterns such as <c>data/**/*.csv</c> and matches unit keys.</summary>
public static class InputGlob
{
    /// <summary>Files under a directory that match, absolute, in ordinal order.</summary>
    /// <exception cref="UserError">A name that matches is no UTF-8: the file cannot be opened by it.</exception>
    public static IReadOnlyList<string> Expand(string directory, params string[] patterns)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(patterns);
        return
        [
            .. matcher
                .Execute(new GlobDirectory(new DirectoryInfo(directory)))
                .Files.Select(file =>
                    GlobDirectory.Readable(Path.GetFullPath(file.Path, directory))
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Tells which unit keys match; <c>*</c> stays within one path segment, <c>**</c> does not. Made
    /// once for all keys: the pattern is taken apart here.
    /// </summary>
    public static Func<string, bool> Matching(string pattern)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(pattern);
        return key => matcher.Match(key).HasMatches;
    }

    /// <summary>Whether one key matches.</summary>
    public static bool Matches(string pattern, string key) => Matching(pattern)(key);
}
