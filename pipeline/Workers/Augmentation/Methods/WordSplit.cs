namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Splits a word in two by a blank at a random place.</summary>
internal sealed class WordSplit(int minLength) : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word) => word.Length >= Math.Max(minLength, 2);

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var at = 1 + random.Next(word.Length - 1);
        output.Append(word[..at]);
        output.Append(' ');
        output.Append(word[at..]);
    }
}
