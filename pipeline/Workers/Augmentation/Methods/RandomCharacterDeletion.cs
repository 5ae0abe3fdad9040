namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Deletes random characters of a word, but never all of them.</summary>
internal sealed class RandomCharacterDeletion(Quota characters, int minLength) : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word) => word.Length >= Math.Max(minLength, 2);

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var items = word.Length <= 64 ? stackalloc int[64] : new int[word.Length];
        var copied = 0;
        foreach (var index in word.DrawPositions(characters, 1, items, random))
        {
            output.Append(word[copied..index]);
            copied = index + 1;
        }
        output.Append(word[copied..]);
    }
}
