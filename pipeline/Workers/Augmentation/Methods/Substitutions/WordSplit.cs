using Sluice.Workers.Augmentation.Methods.Characters;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>Splits a word in two by a blank at a random place between two of its characters; contractions stay whole.</summary>
internal sealed class WordSplit(int minLength) : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word) =>
        word.Length >= minLength
        && Graphemes.CountIn(word) >= Math.Max(minLength, 2)
        && !word.ContainsAny('\'', '\u2019');

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var space = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var graphemes = new Graphemes(word, space);
        var at = graphemes.StartOf(1 + random.Next(graphemes.Count - 1));
        output.Append(word[..at]);
        output.Append(' ');
        output.Append(word[at..]);
    }
}
