using System.Text;
using System.Text.RegularExpressions;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Stages;

/// <summary>
/// Failures that look alike: equal exit codes, and equal first lines once numbers, quoted names and
/// paths are put aside. A number that says of what kind an error is (an errno, a status) is none of these.
/// </summary>
/// <param name="Example">The first line of one of them.</param>
/// <param name="Records">All of them, in unit order.</param>
public sealed partial record FailureGroup(string Example, IReadOnlyList<FailedRecord> Records)
{
    /// <summary>Groups, the largest first.</summary>
    public static IReadOnlyList<FailureGroup> Of(IEnumerable<FailedRecord> failures) =>
        [
            .. failures
                .GroupBy(f => (f.ExitCode, Likeness(FirstLine(f.Error), f.Unit)))
                .Select(g => new FailureGroup(FirstLine(g.First().Error), [.. g]))
                .OrderByDescending(g => g.Records.Count)
                .ThenBy(g => g.Example, StringComparer.Ordinal),
        ];

    // A quote within a word, as in "can't", opens nothing.
    [GeneratedRegex("""(?<!\w)(['"`]).*?\1(?!\w)""")]
    private static partial Regex Quoted();

    // "exit code 2", "HTTP status: 404", "[Errno 28]".
    [GeneratedRegex(@"^\W*(code|status|errno|error|err|signal|http)\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex NamesKind();

    // E0308, CS1002, ORA-00942; status=404.
    [GeneratedRegex(
        @"^\W*[A-Z]{1,4}-?\d{3,}\W*$|\b(code|status|errno|error)[=:]\d+",
        RegexOptions.None
    )]
    private static partial Regex IsKind();

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static string Likeness(string line, string unit)
    {
        var result = new StringBuilder(line.Length);
        // As a word only: the key "c" must not tear "code" apart.
        if (unit.Length > 0)
            line = Regex.Replace(line, $"(?<!\\w){Regex.Escape(unit)}(?!\\w)", "#");
        var before = "";
        foreach (var word in Quoted().Replace(line, "#").Split(' '))
        {
            if (word.Contains('/'))
                result.Append('#');
            else if (NamesKind().IsMatch(before) || IsKind().IsMatch(word))
                result.Append(word);
            else
                foreach (var c in word)
                    if (!char.IsAsciiDigit(c))
                        result.Append(c);
                    else if (result.Length == 0 || result[^1] != '#')
                        result.Append('#');
            result.Append(' ');
            before = word;
        }
        return result.ToString();
    }
}
