using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Sluice.Engine.Graph;

/// <summary>Expands patterns such as <c>data/**/*.csv</c> and matches unit keys.</summary>
public static class InputGlob
{
    /// <summary>Files under a directory that match, absolute, in ordinal order.</summary>
    public static IReadOnlyList<string> Expand(string directory, params string[] patterns)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(patterns);
        return
        [
            .. matcher
                .Execute(new DirectoryInfoWrapper(new DirectoryInfo(directory)))
                .Files.Select(file => Path.GetFullPath(file.Path, directory))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a unit's key matches; <c>*</c> stays within one path segment, <c>**</c> does not.</summary>
    public static bool Matches(string pattern, string key)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(pattern);
        return matcher.Match(key).HasMatches;
    }
}
