namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Replaces random characters of a word by other characters of an alphabet.</summary>
/// <param name="alphabet">At least two different characters.</param>
internal sealed class RandomCharacterSubstitution(string alphabet, Quota characters, int minLength)
    : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word) => word.Length >= minLength;

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var items = word.Length <= 64 ? stackalloc int[64] : new int[word.Length];
        var start = output.Length;
        output.Append(word);
        var written = output.WrittenFrom(start);
        foreach (var index in word.DrawPositions(characters, 0, items, random))
            written[index] = Other(word[index], random);
    }

    private char Other(char current, RowRandom random)
    {
        var own = alphabet.IndexOf(current, StringComparison.Ordinal);
        if (own < 0)
            return alphabet[random.Next(alphabet.Length)];
        var drawn = random.Next(alphabet.Length - 1);
        return alphabet[drawn < own ? drawn : drawn + 1];
    }
}
