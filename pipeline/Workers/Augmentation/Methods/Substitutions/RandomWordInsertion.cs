using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// Puts words of the vocabulary in front of others, never within a name or another unit of several words. A sentence's
/// new first word takes on the capital.
/// </summary>
internal sealed class RandomWordInsertion(string id, Vocabulary vocabulary, WordChoice words)
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
        for (var i = 0; i < units.Length; i++)
        {
            if (words.Allows(list, units[i].First))
                items[count++] = i;
        }
        var drawn = Sampling.Draw(items[..count], words.Of(units.Length), random);
        if (drawn.IsEmpty || vocabulary.Words.Count == 0)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var unit = units[index];
            // Not "the the", as long as there is another.
            var word = vocabulary.Draw(random, list[unit.First]) ?? vocabulary.Words[0];
            var start = Start(text, unit, index > 0 ? units[index - 1].End : 0);
            output.Append(text.AsSpan(copied..start));
            var isFirst = index == 0 || units[index - 1].Sentence != unit.Sentence;
            var mends = isFirst && Capitals.Has(list, unit);
            output.Append(mends ? LetterCase.Capitalised.Apply(word) : word);
            output.Append(' ');
            copied = start;
            if (!mends || !Capitals.CanLose(list, unit))
                continue;
            var first = list.Span(unit.First).Start;
            output.Append(text.AsSpan(start..first));
            output.Append(char.ToLowerInvariant(text[first]));
            copied = first + 1;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    /// <summary>In front of what is stuck to the unit, but opening brackets and quotation marks stay in front.</summary>
    private static int Start(string text, WordUnit unit, int least)
    {
        var start = unit.Start;
        while (
            start > least
            && !char.IsWhiteSpace(text[start - 1])
            && !char.IsLetterOrDigit(text[start - 1])
            && text[start - 1]
                is not (
                    '('
                    or '['
                    or '{'
                    or '"'
                    or '“'
                    or '‘'
                    or '\''
                    or '>'
                    or ';'
                    or ','
                    or '.'
                    or '!'
                    or '?'
                    or ':'
                    or '—'
                    or '–'
                )
        )
            start--;
        return start;
    }
}
