using System.Globalization;
using System.Text;

namespace Sluice.Engine;

/// <summary>
/// How a key, a path or any other text that users or files bring is printed: whatever could break a
/// line, forge one or steer a terminal is written as an escape. Pure.
/// </summary>
public static class ShownText
{
    private const int LongestName = 160;

    /// <summary>A name within a line.</summary>
    public static string Of(string name) => Escaped(name, keepTabs: false);

    /// <summary>A name within a line that is to stay one a person reads: of a long one its two ends.</summary>
    public static string Short(string name)
    {
        if (name.Length <= LongestName)
            return Of(name);
        // A character of two halves stays whole.
        var head = name[
            ..(
                char.IsHighSurrogate(name[LongestName / 2 - 1])
                    ? LongestName / 2 - 1
                    : LongestName / 2
            )
        ];
        var end = name.Length - LongestName / 4;
        var tail = name[(char.IsLowSurrogate(name[end]) ? end + 1 : end)..];
        return $"{Of(head)}…{Of(tail)}";
    }

    /// <summary>A whole line as it goes to a terminal or a log; tabs stay.</summary>
    public static string Line(string line) => Escaped(line, keepTabs: true);

    /// <summary>A word as a POSIX shell takes it.</summary>
    public static string ShellWord(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@".Contains(c))
            ? word
            : $"'{word.Replace("'", "'\\''")}'";

    /// <summary>Lines that are meant to be several.</summary>
    public static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line));

    /// <summary>Lines below a first one, which they cannot be taken for.</summary>
    public static string Indented(string text) => Lines(text).Replace("\n", "\n    ");

    /// <summary>Whether a name is how it is printed.</summary>
    public static bool IsPlain(string name) => FirstHarmful(name, keepTabs: false) < 0;

    private static string Escaped(string text, bool keepTabs)
    {
        var first = FirstHarmful(text, keepTabs);
        if (first < 0)
            return text;
        var result = new StringBuilder(text.Length + 16).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            var c = text[i];
            if (!IsHarmful(text, i, keepTabs))
                result.Append(c);
            else
                result.Append(
                    c switch
                    {
                        '\n' => @"\n",
                        '\r' => @"\r",
                        '\t' => @"\t",
                        _ => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}"),
                    }
                );
        }
        return result.ToString();
    }

    private static int FirstHarmful(string text, bool keepTabs)
    {
        for (var i = 0; i < text.Length; i++)
            if (IsHarmful(text, i, keepTabs))
                return i;
        return -1;
    }

    private static bool IsHarmful(string text, int i, bool keepTabs) =>
        text[i] switch
        {
            '\t' => !keepTabs,
            >= ' ' and < '\u007f' => false,
            // Line and paragraph separator; embeddings, overrides and isolates turn the text around.
            '\u2028'
            or '\u2029'
            or (>= '\u202a' and <= '\u202e')
            or (>= '\u2066' and <= '\u2069') => true,
            var c when char.IsHighSurrogate(c) => i + 1 >= text.Length
                || !char.IsLowSurrogate(text[i + 1]),
            var c when char.IsLowSurrogate(c) => i == 0 || !char.IsHighSurrogate(text[i - 1]),
            var c => char.IsControl(c),
        };
}
