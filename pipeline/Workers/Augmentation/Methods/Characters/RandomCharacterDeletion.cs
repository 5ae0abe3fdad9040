using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Deletes random characters of a word, but never all of them.</summary>
internal sealed class RandomCharacterDeletion(Quota characters, int minLength) : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word) =>
        word.Length >= minLength && Graphemes.CountIn(word) >= Math.Max(minLength, 2);

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var space = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var graphemes = new Graphemes(word, space);
        var items = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var copied = 0;
        foreach (var index in graphemes.DrawPositions(characters, 1, items, random))
        {
            output.Append(word[copied..graphemes.StartOf(index)]);
            copied = graphemes.StartOf(index + 1);
        }
        output.Append(word[copied..]);
    }
}
