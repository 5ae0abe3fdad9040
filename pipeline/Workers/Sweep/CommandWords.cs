using System.Text;

namespace Sluice.Workers.Sweep;

/// <summary>
/// Cuts a command written on one line into its words as a shell would: blanks between them, double and
/// single quotes around those that hold blanks, a backslash before a single character. What else a
/// shell does (pipes, redirection, variables, patterns) is refused rather than passed on as it stands.
/// Pure.
/// </summary>
internal static class CommandWords
{
    /// <summary>The words.</summary>
    /// <exception cref="FormatException">A quote is not closed, or only a shell would understand it.</exception>
    public static IReadOnlyList<string> Of(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOpen = false;
        char? quote = null;
        line = line.TrimEnd();
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                var next = line[++i];
                if (next == '\n')
                    continue;
                // Between double quotes it stays before anything that needs none.
                if (quote == '"' && next is not ('"' or '\\' or '$' or '`'))
                    word.Append(c);
                word.Append(next);
                isOpen = true;
            }
            else if (c is '"' or '\'' && (quote is null || quote == c))
            {
                quote = quote is null ? c : null;
                isOpen = true;
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                if (c == '\n')
                    throw new FormatException(
                        "several lines, of which a shell makes several commands; end those that go on with \\, or write > instead of |"
                    );
                if (isOpen)
                    words.Add(word.ToString());
                word.Clear();
                isOpen = false;
            }
            else
            {
                if (quote != '\'' && OfShell(line, i, quote is null, isOpen) is { } sign)
                    throw new FormatException(
                        $"{sign}, which only a shell understands; quote it, or write [sh, -c, 'COMMAND \"$1\" > \"$2\"', sh, \"{{x}}\", \"{{output}}\"]"
                    );
                word.Append(c);
                isOpen = true;
            }
        }
        if (quote is not null)
            throw new FormatException($"a {quote} that is not closed");
        if (isOpen)
            words.Add(word.ToString());
        return words;
    }

    // A sign that a shell would act upon.
    private static string? OfShell(string line, int at, bool isBare, bool isWithinWord)
    {
        var next = at + 1 < line.Length ? line[at + 1] : ' ';
        return line[at] switch
        {
            '`' => "`",
            '$' when char.IsAsciiLetterOrDigit(next) || next is '{' or '(' or '_' => $"${next}",
            '|' or '&' or ';' or '<' or '>' or '*' when isBare => line[at].ToString(),
            '~' when isBare && !isWithinWord && next is '/' => "~",
            _ => null,
        };
    }
}
