namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Inserts random characters of an alphabet before characters of a word.</summary>
internal sealed class RandomCharacterInsertion(string alphabet, Quota characters, int minLength)
    : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word) => word.Length >= minLength;

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var items = word.Length <= 64 ? stackalloc int[64] : new int[word.Length];
        var copied = 0;
        foreach (var index in word.DrawPositions(characters, 0, items, random))
        {
            output.Append(word[copied..index]);
            output.Append(alphabet[random.Next(alphabet.Length)]);
            copied = index;
        }
        output.Append(word[copied..]);
    }
}
