namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Draws positions of a word for the methods that may change any character.</summary>
internal static class CharacterPositions
{
    /// <summary>Distinct positions in ascending order, as many as the quota asks for and the word has.</summary>
    /// <param name="word">The word.</param>
    /// <param name="characters">How many of its characters change.</param>
    /// <param name="buffer">Scratch space of at least the word's length.</param>
    /// <param name="random">The row's random source.</param>
    public static Span<int> DrawPositions(
        this ReadOnlySpan<char> word,
        Quota characters,
        Span<int> buffer,
        RowRandom random
    )
    {
        for (var i = 0; i < word.Length; i++)
            buffer[i] = i;
        return Sampling.Draw(buffer[..word.Length], characters.Of(word.Length), random);
    }
}
