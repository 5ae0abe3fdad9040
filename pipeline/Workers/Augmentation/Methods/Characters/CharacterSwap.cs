using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>Swaps neighbouring characters of a word that differ, each with its marks; a capital stays in its place ("Form").</summary>
internal sealed class CharacterSwap(Quota characters, int minLength) : IWordEdit
{
    public bool Applies(ReadOnlySpan<char> word)
    {
        if (word.Length < minLength)
            return false;
        var space = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var graphemes = new Graphemes(word, space);
        if (graphemes.Count < minLength)
            return false;
        for (var i = 0; i + 1 < graphemes.Count; i++)
        {
            if (CanSwap(graphemes, i))
                return true;
        }
        return false;
    }

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        var space = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var graphemes = new Graphemes(word, space);
        var items = CharacterPositions.Space(word, stackalloc int[Graphemes.UsualLength]);
        var count = 0;
        for (var i = 0; i + 1 < graphemes.Count; i++)
        {
            if (CanSwap(graphemes, i))
                items[count++] = i;
        }
        var quota = characters.Of(graphemes.Count);
        var copied = 0;
        foreach (var index in Sampling.DrawDisjointPairs(items[..count], quota, random))
        {
            output.Append(word[copied..graphemes.StartOf(index)]);
            Append(graphemes[index + 1], graphemes[index], ref output);
            Append(graphemes[index], graphemes[index + 1], ref output);
            copied = graphemes.StartOf(index + 2);
        }
        output.Append(word[copied..]);
    }

    private static bool CanSwap(scoped Graphemes word, int i) =>
        !CharacterPositions.IsFixed(word[i])
        && !CharacterPositions.IsFixed(word[i + 1])
        && !word[i].Equals(word[i + 1], StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes a grapheme in the case of the one in whose place it comes.</summary>
    private static void Append(
        scoped ReadOnlySpan<char> grapheme,
        scoped ReadOnlySpan<char> place,
        ref TextBuilder output
    )
    {
        var first = grapheme[0];
        output.Append(
            char.IsUpper(place[0]) && char.IsLower(first) ? char.ToUpperInvariant(first)
            : char.IsLower(place[0]) && char.IsUpper(first) ? char.ToLowerInvariant(first)
            : first
        );
        output.Append(grapheme[1..]);
    }
}
