namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Swaps neighbouring characters of a word that differ.</summary>
internal sealed class CharacterSwap(Quota characters, int minLength) : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word)
    {
        if (word.Length < minLength)
            return false;
        for (var i = 0; i + 1 < word.Length; i++)
        {
            if (CanSwap(word, i))
                return true;
        }
        return false;
    }

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var items = word.Length <= 64 ? stackalloc int[64] : new int[word.Length];
        var count = 0;
        for (var i = 0; i + 1 < word.Length; i++)
        {
            if (CanSwap(word, i))
                items[count++] = i;
        }
        var start = output.Length;
        output.Append(word);
        var written = output.WrittenFrom(start);
        var quota = characters.Of(word.Length);
        foreach (var index in Sampling.DrawDisjointPairs(items[..count], quota, random))
            (written[index], written[index + 1]) = (written[index + 1], written[index]);
    }

    private static bool CanSwap(ReadOnlySpan<char> word, int i) =>
        word[i] != word[i + 1]
        && !CharacterPositions.IsApostrophe(word[i])
        && !CharacterPositions.IsApostrophe(word[i + 1]);
}
