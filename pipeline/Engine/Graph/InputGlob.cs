using Microsoft.Extensions.FileSystemGlobbing;

namespace Sluice.Engine.Graph;

/// <summary>Expands patterns such as <c>data/**/*.csv</c> and matches unit keys.</summary>
public static class InputGlob
{
    /// <summary>Files of a directory that match, absolute, in ordinal order.</summary>
    /// <exception cref="FormatException">The pattern has a form that is not supported.</exception>
    /// <exception cref="UserError">A folder may not be read, or a name is no UTF-8.</exception>
    public static IReadOnlyList<string> Expand(string directory, string pattern) =>
        FileSearch.Find(directory, FilePattern.Parse(pattern));

    /// <summary>
    /// Tells which unit keys match; <c>*</c> stays within one path segment, <c>**</c> does not. Made
    /// once for all keys: the pattern is taken apart here.
    /// </summary>
    public static Func<string, bool> Matching(string pattern)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        try
        {
            matcher.AddInclude(pattern);
        }
        catch (ArgumentException)
        {
            // With `..` within it, no pattern of this kind: it stands for itself alone.
            return key => key == pattern;
        }
        // A key is its own pattern, whatever characters are in it.
        return key => key == pattern || matcher.Match(key).HasMatches;
    }

    /// <summary>
    /// The same, for a choice among known keys: where none matches as typed, <c>[ab]</c>, <c>{a,b}</c>
    /// and <c>\*</c> are read as in patterns of files. Keys may hold such signs themselves.
    /// </summary>
    public static Func<string, bool> Matching(string pattern, IEnumerable<string> keys)
    {
        var plain = Matching(pattern);
        if (pattern.AsSpan().IndexOfAny(@"[{?\") < 0 || keys.Any(plain))
            return plain;
        try
        {
            return FilePattern.Parse(pattern).Matches;
        }
        catch (FormatException)
        {
            return plain;
        }
    }

    /// <summary>Whether one key matches.</summary>
    public static bool Matches(string pattern, string key) => Matching(pattern)(key);
}
