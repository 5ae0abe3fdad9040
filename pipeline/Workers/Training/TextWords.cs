using System.Text;

namespace Sluice.Workers.Training;

/// <summary>
/// Cuts a text into words, in lower case: runs of letters and digits, and every other character by
/// itself. One after a blank, or at the start, begins with U+2581, as in SentencePiece.
/// </summary>
internal static class TextWords
{
    private const char Start = '\u2581';

    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        var afterBlank = true;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (word.Length > 0)
                    yield return Taken(word);
                afterBlank = true;
                continue;
            }
            var letter = char.IsLetterOrDigit(c);
            if (word.Length > 0 && !(letter && char.IsLetterOrDigit(word[^1])))
                yield return Taken(word);
            if (afterBlank)
                word.Append(Start);
            word.Append(char.ToLowerInvariant(c));
            afterBlank = false;
        }
        if (word.Length > 0)
            yield return Taken(word);
    }

    private static string Taken(StringBuilder word)
    {
        var text = word.ToString();
        word.Clear();
        return text;
    }
}
