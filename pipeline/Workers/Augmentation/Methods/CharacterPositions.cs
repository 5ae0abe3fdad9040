namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Draws positions of a word for the methods that may change any of its characters.</summary>
internal static class CharacterPositions
{
    /// <summary>An inner apostrophe is punctuation, and stays.</summary>
    public static bool IsApostrophe(char c) => c is '\'' or '\u2019';

    /// <summary>
    /// Distinct positions of characters other than apostrophes, in ascending order, as many as the quota asks for and
    /// the word has.
    /// </summary>
    /// <param name="word">The word; the quota counts all its characters.</param>
    /// <param name="characters">How many of its characters change.</param>
    /// <param name="spared">How many are left in any case.</param>
    /// <param name="buffer">Scratch space of at least the word's length.</param>
    /// <param name="random">The row's random source.</param>
    public static Span<int> DrawPositions(
        this ReadOnlySpan<char> word,
        Quota characters,
        int spared,
        Span<int> buffer,
        RowRandom random
    )
    {
        var count = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (!IsApostrophe(word[i]))
                buffer[count++] = i;
        }
        var drawn = Math.Min(characters.Of(word.Length), count - spared);
        return Sampling.Draw(buffer[..count], drawn, random);
    }
}
