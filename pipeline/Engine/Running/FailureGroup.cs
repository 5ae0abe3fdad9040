using System.Text;
using Sluice.Engine.UpToDate;

namespace Sluice.Engine.Running;

/// <summary>Failures that look alike: equal first lines once numbers, quoted names and paths are put aside.</summary>
/// <param name="Example">The first line of one of them.</param>
/// <param name="Records">All of them, in unit order.</param>
public sealed record FailureGroup(string Example, IReadOnlyList<FailedRecord> Records)
{
    /// <summary>Groups, the largest first.</summary>
    public static IReadOnlyList<FailureGroup> Of(IEnumerable<FailedRecord> failures) =>
        [
            .. failures
                .GroupBy(f => Likeness(FirstLine(f.Error), f.Unit), StringComparer.Ordinal)
                .Select(g => new FailureGroup(FirstLine(g.First().Error), [.. g]))
                .OrderByDescending(g => g.Records.Count)
                .ThenBy(g => g.Example, StringComparer.Ordinal),
        ];

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static string Likeness(string line, string unit)
    {
        var result = new StringBuilder(line.Length);
        foreach (var word in line.Replace(unit, "#", StringComparison.Ordinal).Split(' '))
        {
            if (word.Contains('/'))
                result.Append('#');
            else
                foreach (var c in word)
                    if (!char.IsAsciiDigit(c))
                        result.Append(c);
                    else if (result.Length == 0 || result[^1] != '#')
                        result.Append('#');
            result.Append(' ');
        }
        return result.ToString();
    }
}
