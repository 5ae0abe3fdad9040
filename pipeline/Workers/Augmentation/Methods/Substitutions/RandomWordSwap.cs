using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// Swaps neighbouring words of a sentence, across blanks and commas, which stay in place. The sentence's capital stays
/// in place too, as in nlpaug ("The food" → "Food the"); names keep theirs.
/// </summary>
internal sealed class RandomWordSwap(string id, WordChoice words) : ITextMethod
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
        for (var i = 0; i + 1 < units.Length; i++)
        {
            if (
                CanSwap(text, units[i], units[i + 1])
                && MayMove(list, units[i])
                && MayMove(list, units[i + 1])
            )
                items[count++] = i;
        }
        var drawn = Sampling.DrawDisjointPairs(items[..count], words.Of(units.Length), random);
        if (drawn.IsEmpty)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var left = units[index];
            var right = units[index + 1];
            output.Append(text.AsSpan(copied..left.Start));
            var isFirst = index == 0 || units[index - 1].Sentence != left.Sentence;
            var mends = isFirst && Capitals.Has(list, left);
            Append(ref output, text, list, right, mends && Capitals.CanTake(list, right), true);
            output.Append(text.AsSpan(left.End..right.Start));
            Append(ref output, text, list, left, mends && Capitals.CanLose(list, left), false);
            copied = right.End;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    private bool MayMove(scoped in WordList list, WordUnit unit) =>
        words.Allows(list, unit.First) && words.Allows(list, unit.First + unit.Count - 1);

    private static bool CanSwap(string text, WordUnit left, WordUnit right)
    {
        var gap = text.AsSpan(left.End..right.Start);
        return left.Sentence == right.Sentence
            && gap.Length > 0
            && (left.Phrase == right.Phrase || gap is ", ")
            && !text.AsSpan(left.Start..left.End)
                .Equals(text.AsSpan(right.Start..right.End), StringComparison.OrdinalIgnoreCase);
    }

    private static void Append(
        ref TextBuilder output,
        string text,
        scoped in WordList list,
        WordUnit unit,
        bool changesCapital,
        bool toUpper
    )
    {
        var start = output.Length;
        output.Append(text.AsSpan(unit.Start..unit.End));
        if (!changesCapital)
            return;
        ref var letter = ref output.WrittenFrom(start)[list.Span(unit.First).Start - unit.Start];
        letter = toUpper ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter);
    }
}
