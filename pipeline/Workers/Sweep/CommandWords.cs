using System.Text;

namespace Sluice.Workers.Sweep;

/// <summary>
/// Cuts a command written on one line into its words as a shell would: blanks between them, double and
/// single quotes around those that hold blanks, a backslash before a single character. Nothing else of
/// a shell: no variables, no pipes. Pure.
/// </summary>
public static class CommandWords
{
    /// <summary>The words.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Of(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOpen = false;
        char? quote = null;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
                isOpen = true;
            }
            else if (quote is null && c is '"' or '\'' && (quote is null || quote == c))
            {
                quote = quote is null ? c : null;
                isOpen = true;
            }
            else if (quote == c)
                quote = null;
            else if (quote is null && char.IsWhiteSpace(c))
            {
                if (isOpen)
                    words.Add(word.ToString());
                word.Clear();
                isOpen = false;
            }
            else
            {
                word.Append(c);
                isOpen = true;
            }
        }
        if (quote is not null)
            throw new FormatException($"a command whose {quote} is not closed");
        if (isOpen)
            words.Add(word.ToString());
        return words;
    }
}
