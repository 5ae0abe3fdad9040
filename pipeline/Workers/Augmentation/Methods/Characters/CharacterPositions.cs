using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Draws positions of a word for the methods that may change any of its characters.</summary>
internal static class CharacterPositions
{
    /// <summary>An inner apostrophe is punctuation, and stays; so do marks and joiners that stand alone.</summary>
    public static bool IsFixed(ReadOnlySpan<char> grapheme) => !char.IsLetterOrDigit(grapheme[0]);

    /// <summary>
    /// Distinct positions of graphemes other than apostrophes, in ascending order, as many as the quota asks for and
    /// the word has.
    /// </summary>
    /// <param name="word">The word; the quota counts all its graphemes.</param>
    /// <param name="characters">How many of its graphemes change.</param>
    /// <param name="spared">How many are left in any case.</param>
    /// <param name="buffer">Scratch space for as many as the word has.</param>
    /// <param name="random">The row's random source.</param>
    public static Span<int> DrawPositions(
        this scoped Graphemes word,
        Quota characters,
        int spared,
        Span<int> buffer,
        RowRandom random
    )
    {
        var count = 0;
        for (var i = 0; i < word.Count; i++)
        {
            if (!IsFixed(word[i]))
                buffer[count++] = i;
        }
        var drawn = Math.Min(characters.Of(word.Count), count - spared);
        return Sampling.Draw(buffer[..count], Math.Max(drawn, 0), random);
    }

    /// <summary>Scratch space for a word's graphemes: the given one where it suffices.</summary>
    public static Span<int> Space(ReadOnlySpan<char> word, Span<int> usual) =>
        word.Length < usual.Length ? usual : new int[word.Length + 1];
}
