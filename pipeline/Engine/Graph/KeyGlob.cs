using System.Text.RegularExpressions;

namespace Sluice.Engine.Graph;

/// <summary>Patterns over unit keys that match nothing because a <c>*</c> stops at a slash. Pure.</summary>
public static partial class KeyGlob
{
    /// <summary>A wider pattern that matches what this one would if <c>*</c> went on across slashes.</summary>
    /// <param name="pattern">One that matches no key.</param>
    /// <param name="keys">All of them.</param>
    /// <returns>Null when no slash is in its way.</returns>
    public static string? AcrossDirectories(string pattern, IEnumerable<string> keys)
    {
        var across = new Regex(
            $"^{Regex.Escape(pattern).Replace(@"\*", ".*")}$",
            RegexOptions.Singleline | RegexOptions.CultureInvariant
        );
        var meant = keys.Where(key => across.IsMatch(key)).ToList();
        if (meant.Count == 0)
            return null;
        string[] wider =
        [
            $"**/{pattern}",
            $"{pattern}/**",
            $"**/{pattern}/**",
            Inner().Replace(pattern, "*/**/*"),
            $"**/{Inner().Replace(pattern, "*/**/*")}",
            $"**/{Inner().Replace(pattern, "*/**/*")}/**",
        ];
        return wider
            .Select(p => (Pattern: p, Count: meant.Count(InputGlob.Matching(p))))
            .Where(p => p.Count > 0)
            .OrderByDescending(p => p.Count)
            .FirstOrDefault()
            .Pattern;
    }

    [GeneratedRegex(@"(?<!\*)\*(?!\*)")]
    private static partial Regex Inner();
}
