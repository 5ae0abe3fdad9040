using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Replaces random characters of a word, each with its marks, by other characters of an alphabet.</summary>
/// <param name="alphabet">At least two different characters.</param>
/// <param name="characters">How many of a word.</param>
/// <param name="minLength">Shorter words stay.</param>
internal sealed class RandomCharacterSubstitution(string alphabet, Quota characters, int minLength)
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
            output.Append(word[copied..graphemes.StartOf(index)]);
            output.Append(Other(graphemes.Single(index), random));
            copied = graphemes.StartOf(index + 1);
        }
        output.Append(word[copied..]);
    }

    private char Other(char? current, RowRandom random)
    {
        var own = current is { } c ? alphabet.IndexOf(c, StringComparison.Ordinal) : -1;
        if (own < 0)
            return alphabet[random.Next(alphabet.Length)];
        var drawn = random.Next(alphabet.Length - 1);
        return alphabet[drawn < own ? drawn : drawn + 1];
    }
}
