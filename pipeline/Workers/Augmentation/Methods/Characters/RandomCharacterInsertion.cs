using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Inserts random characters of an alphabet before characters of a word.</summary>
internal sealed class RandomCharacterInsertion(string alphabet, Quota characters, int minLength)
    : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word) =>
        word.Length >= minLength && Graphemes.CountIn(word) >= minLength;

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var space = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var graphemes = new Graphemes(word, space);
        var items = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var copied = 0;
        foreach (var index in graphemes.DrawPositions(characters, 0, items, random))
        {
            var start = graphemes.StartOf(index);
            output.Append(word[copied..start]);
            output.Append(alphabet[random.Next(alphabet.Length)]);
            copied = start;
        }
        output.Append(word[copied..]);
    }
}
