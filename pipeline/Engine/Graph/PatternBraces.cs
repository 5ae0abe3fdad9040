namespace Sluice.Engine.Graph;

/// <summary>The choices that braces in a file pattern stand for, <c>{a,b}</c>, as a shell has them. Pure.</summary>
internal static class PatternBraces
{
    private const int MostChoices = 1000;

    /// <summary>Patterns without braces, in order.</summary>
    /// <exception cref="FormatException">A brace without its partner, or nothing to choose between.</exception>
    public static IReadOnlyList<string> Choices(string pattern)
    {
        var open = Next(pattern, 0, "{}");
        if (open < 0)
            return [pattern];
        if (pattern[open] == '}')
            throw new FormatException(@"a } without its {; write \} for the sign itself");
        var depth = 0;
        var ends = new List<int> { open };
        for (var i = Next(pattern, open + 1, "{},"); ; i = Next(pattern, i + 1, "{},"))
        {
            if (i < 0)
                throw new FormatException(@"a { that is not closed; write \{ for the sign itself");
            if (pattern[i] == '{')
                depth++;
            else if (pattern[i] == ',' && depth == 0)
                ends.Add(i);
            else if (pattern[i] == '}' && depth-- == 0)
            {
                ends.Add(i);
                break;
            }
        }
        var inside = pattern[(open + 1)..ends[^1]];
        if (ends.Count == 2)
            throw new FormatException(
                inside.Contains("..")
                    ? $"{{{inside}}}, a range; name all there are, {{1,2,3}}"
                    : $@"{{{inside}}}, which leaves no choice; write {{a,b}}, or \{{ for the sign itself (values of other axes have no place here)"
            );
        var choices = ends.Zip(ends.Skip(1), (from, to) => pattern[(from + 1)..to])
            .SelectMany(choice => Choices(pattern[..open] + choice + pattern[(ends[^1] + 1)..]))
            .Distinct()
            .ToList();
        return choices.Count <= MostChoices
            ? choices
            : throw new FormatException($"more than {MostChoices:N0} choices in braces");
    }

    // The next of some signs that is not escaped, nor between brackets.
    private static int Next(string pattern, int from, string signs)
    {
        for (var i = from; i < pattern.Length; i++)
            if (pattern[i] == '\\')
                i++;
            else if (signs.Contains(pattern[i]))
                return i;
            else if (pattern[i] == '[' && PatternName.EndOfClass(pattern, i) is > 0 and var end)
                i = end;
        return -1;
    }
}
