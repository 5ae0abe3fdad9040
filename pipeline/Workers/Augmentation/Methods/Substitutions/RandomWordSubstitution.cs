using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// Puts words of the vocabulary in the place of others, in their letter case; names and other units of several words
/// stay.
/// </summary>
internal sealed class RandomWordSubstitution(string id, Vocabulary vocabulary, WordChoice words)
    : ITextMethod
{
    public string Id => id;

    public string? Apply(string text, RowRandom random)
    {
        var list = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        var isUsual = list.Count <= WordList.UsualCount;
        var units = WordUnits.Read(
            text,
            list,
            isUsual ? stackalloc WordUnit[WordList.UsualCount] : new WordUnit[list.Count]
        );
        var items = isUsual ? stackalloc int[WordList.UsualCount] : new int[list.Count];
        var count = 0;
        foreach (var unit in units)
        {
            if (
                unit.Count == 1
                && list.Kind(unit.First) == WordKind.Plain
                && words.Allows(list, unit.First)
                && vocabulary.HasOther(list[unit.First])
            )
                items[count++] = unit.First;
        }
        var drawn = Sampling.Draw(items[..count], words.Of(list.Count), random);
        if (drawn.IsEmpty)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var (start, end) = list.Span(index);
            output.Append(text.AsSpan(copied..start));
            output.Append(CaseAt(list, index).Apply(vocabulary.Draw(random, list[index])!));
            copied = end;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    /// <summary>"I" is a capital for its own sake, but where it begins a sentence.</summary>
    private static LetterCase CaseAt(scoped in WordList list, int index) =>
        list[index] is "I" or ['I', '\'' or '\u2019', ..]
            ? list.StartsSentence(index)
                ? LetterCase.Capitalised
                : LetterCase.Lower
            : LetterCases.Of(list[index]);
}
