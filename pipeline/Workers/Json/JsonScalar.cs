namespace Sluice.Workers.Json;

/// <summary>Numbers and literals as texts. Pure.</summary>
internal static class JsonScalar
{
    private static readonly (byte[] Word, JsonKind Kind)[] s_words =
    [
        ("true"u8.ToArray(), JsonKind.Literal),
        ("false"u8.ToArray(), JsonKind.Literal),
        ("null"u8.ToArray(), JsonKind.Literal),
        ("NaN"u8.ToArray(), JsonKind.Number),
        ("Infinity"u8.ToArray(), JsonKind.Number),
        ("-Infinity"u8.ToArray(), JsonKind.Number),
    ];

    /// <summary>Where the number or literal ends that begins at i; where it goes wrong, its complement.</summary>
    public static int EndOf(ReadOnlySpan<byte> text, int i, out JsonKind kind)
    {
        kind = JsonKind.Number;
        var first = text[i];
        if (first is >= (byte)'0' and <= (byte)'9')
            return Number(text, i);
        if (first == '-' && (i + 1 >= text.Length || text[i + 1] != 'I'))
            return Number(text, i + 1);
        foreach (var (word, wordKind) in s_words)
            if (word[0] == first)
            {
                kind = wordKind;
                var same = text[i..].CommonPrefixLength(word);
                return same == word.Length ? i + same : ~(i + same);
            }
        return ~i;
    }

    private static int Number(ReadOnlySpan<byte> text, int i)
    {
        var start = i;
        i = Digits(text, i);
        if (i == start)
            return ~i;
        // Of more than one digit the first is no 0.
        if (text[start] == '0')
            i = start + 1;
        if (i < text.Length && text[i] == '.')
        {
            var fraction = ++i;
            i = Digits(text, i);
            if (i == fraction)
                return ~i;
        }
        if (i < text.Length && text[i] is (byte)'e' or (byte)'E')
        {
            i++;
            if (i < text.Length && text[i] is (byte)'+' or (byte)'-')
                i++;
            var exponent = i;
            i = Digits(text, i);
            if (i == exponent)
                return ~i;
        }
        return i;
    }

    private static int Digits(ReadOnlySpan<byte> text, int i)
    {
        while (i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9')
            i++;
        return i;
    }
}
