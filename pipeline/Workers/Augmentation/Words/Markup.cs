namespace Sluice.Workers.Augmentation.Words;

/// <summary>What may hold blanks and is still one thing: tags and comments of HTML and XML, code between backticks.</summary>
internal static class Markup
{
    /// <summary>Longer ones are no tags but signs of comparison far apart.</summary>
    private const int LongestTag = 2_000;

    /// <summary>The first such thing that begins in [start, end); -1 where none does.</summary>
    /// <param name="text">The text, which the thing may go on in past <paramref name="end"/>.</param>
    /// <param name="start">Where to look from.</param>
    /// <param name="end">Where to look to.</param>
    /// <param name="markupEnd">Where it ends.</param>
    /// <param name="isCode">Whether it is code, which stands for a word, and no tag.</param>
    public static int Find(
        ReadOnlySpan<char> text,
        int start,
        int end,
        out int markupEnd,
        out bool isCode
    )
    {
        for (var i = start; i < end; i++)
        {
            markupEnd = text[i] switch
            {
                '<' => EndOfTag(text, i),
                '`' => EndOfCode(text, i),
                _ => -1,
            };
            if (markupEnd < 0)
                continue;
            isCode = text[i] == '`';
            return i;
        }
        (markupEnd, isCode) = (-1, false);
        return -1;
    }

    private static int EndOfTag(ReadOnlySpan<char> text, int start)
    {
        var rest = text[start..Math.Min(text.Length, start + LongestTag)];
        if (rest.StartsWith("<!--"))
            return rest.IndexOf("-->") is var end and > 0 ? start + end + 3 : -1;
        var first = rest.Length > 1 ? rest[1] : ' ';
        if (!char.IsAsciiLetter(first) && first is not ('/' or '!' or '?' or '|'))
            return -1;
        var quote = '\0';
        for (var i = 1; i < rest.Length; i++)
        {
            var c = rest[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c == '>')
                return start + i + 1;
            else if (c == '<')
                return -1;
            else if (c is '"' or '\'' && rest[i - 1] == '=')
                quote = c;
        }
        return -1;
    }

    private static int EndOfCode(ReadOnlySpan<char> text, int start)
    {
        var rest = text[start..];
        var fence = rest.StartsWith("```") ? 3 : 1;
        var body = rest[fence..];
        var end = body.IndexOf(rest[..fence]);
        var isCode = end > 0 && (fence == 3 || !body[..end].ContainsAny('\n', '\r'));
        return isCode ? start + fence + end + fence : -1;
    }
}
