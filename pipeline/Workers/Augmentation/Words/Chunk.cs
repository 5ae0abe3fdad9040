namespace Sluice.Workers.Augmentation.Words;

/// <summary>A stretch of a text without blanks, and the quick look at it that spares most of them the search for atoms.</summary>
internal static class Chunk
{
    private const byte Sign = 1;
    private const byte Digit = 2;
    private const byte Inner = 3;

    /// <summary>By ASCII character: signs that atoms have, digits, and marks that only count within a chunk.</summary>
    private static readonly byte[] s_classes = Classes();

    /// <param name="text">The text.</param>
    /// <param name="start">Where the chunk starts, at no blank.</param>
    /// <param name="mayHoldAtoms">False where it holds none for sure.</param>
    public static int EndOf(ReadOnlySpan<char> text, int start, out bool mayHoldAtoms)
    {
        mayHoldAtoms = false;
        var classes = s_classes;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 128)
            {
                var kind = classes[c];
                if (kind == 0)
                {
                    if (c <= ' ' && char.IsWhiteSpace(c))
                        return i;
                }
                else
                    mayHoldAtoms |=
                        kind != Inner
                        || (
                            i + 1 < text.Length
                            && (
                                c == '('
                                    ? text[i + 1] == ')'
                                    : char.IsAsciiLetterOrDigit(text[i + 1])
                            )
                        );
            }
            else if (char.IsWhiteSpace(c))
                return i;
            else if (char.IsDigit(c))
                mayHoldAtoms = true;
        }
        return text.Length;
    }

    private static byte[] Classes()
    {
        var classes = new byte[128];
        foreach (var c in "@#/\\&<_$%~=+{}[]*^`|")
            classes[c] = Sign;
        foreach (var c in "0123456789")
            classes[c] = Digit;
        foreach (var c in ".:;(")
            classes[c] = Inner;
        return classes;
    }
}
