namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Cuts the regular endings off English words, so that glosses and sentences can be compared: "listening" and
/// "listens" are both "listen", "make" and "making" both "mak". What is left need not be a word.
/// </summary>
internal static class Stem
{
    /// <summary>Longer words are compared by their beginnings.</summary>
    public const int Longest = 24;

    /// <summary>Writes the stem.</summary>
    /// <param name="word">ASCII letters in any case, perhaps with digits or 's.</param>
    /// <param name="stem">Room for <see cref="Longest"/> characters.</param>
    /// <returns>The characters written.</returns>
    public static int Write(ReadOnlySpan<char> word, Span<char> stem)
    {
        if (word.Length > 2 && word[^1] is 's' or 'S' && word[^2] is '\'' or '\u2019')
            word = word[..^2];
        var length = Math.Min(word.Length, Longest);
        for (var i = 0; i < length; i++)
            stem[i] = char.ToLowerInvariant(word[i]);
        return Cut(stem, length);
    }

    /// <summary>The stem as a text.</summary>
    public static string Of(ReadOnlySpan<char> word)
    {
        Span<char> stem = stackalloc char[Longest];
        return stem[..Write(word, stem)].ToString();
    }

    /// <summary>A hash of a stem (FNV-1a), the same on every machine.</summary>
    public static uint Hash(ReadOnlySpan<char> stem)
    {
        var hash = 2166136261u;
        foreach (var c in stem)
            hash = (hash ^ c) * 16777619u;
        return hash;
    }

    private static int Cut(Span<char> stem, int length)
    {
        if (length > 4 && stem[..length].EndsWith("ies"))
            length -= 2;
        else if (
            length > 3
            && stem[length - 1] == 's'
            && stem[length - 2] is not ('s' or 'u' or 'i')
        )
            length--;
        if (length > 4 && stem[..length].EndsWith("ied"))
            length--;
        else if (length > 5 && stem[..length].EndsWith("ing") && HasVowel(stem[..(length - 3)]))
            length = Undoubled(stem, length - 3);
        else if (length > 4 && stem[..length].EndsWith("ed") && HasVowel(stem[..(length - 2)]))
            length = Undoubled(stem, length - 2);
        if (length > 5 && stem[..length].EndsWith("ly"))
            length -= 2;
        if (length > 3 && stem[length - 1] == 'e')
            length--;
        if (length > 2 && stem[length - 1] == 'y')
            stem[length - 1] = 'i';
        return length;
    }

    private static bool HasVowel(ReadOnlySpan<char> part) => part.ContainsAny("aeiouy");

    private static int Undoubled(ReadOnlySpan<char> stem, int length) =>
        length > 3
        && stem[length - 1] == stem[length - 2]
        && stem[length - 1] is not ('l' or 's' or 'z')
            ? length - 1
            : length;
}
