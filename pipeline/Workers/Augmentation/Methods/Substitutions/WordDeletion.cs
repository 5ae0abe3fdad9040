using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// Deletes words, each with blanks on one side; marks and line breaks stay, and between two marks a word is left. Where
/// a sentence loses its first word the next takes on its capital.
/// </summary>
internal sealed class WordDeletion(string id, WordChoice words) : ITextMethod
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
        var left = isUsual ? stackalloc int[WordList.UsualCount] : new int[list.Count];
        left.Clear();
        foreach (var unit in units)
            left[unit.Phrase]++;
        var items = isUsual ? stackalloc int[WordList.UsualCount] : new int[list.Count];
        var count = 0;
        for (var i = 0; i < units.Length; i++)
        {
            var unit = units[i];
            var last = unit.First + unit.Count - 1;
            if (left[unit.Phrase] > 1 && words.Allows(list, unit.First) && words.Allows(list, last))
                items[count++] = i;
        }
        var drawn = Draw(items[..count], words.Of(units.Length), units, left, random);
        return drawn.IsEmpty ? null : Without(text, list, units, drawn);
    }

    /// <summary>Draws units in place; of every phrase one at least is left.</summary>
    private static Span<int> Draw(
        Span<int> items,
        int count,
        ReadOnlySpan<WordUnit> units,
        Span<int> left,
        RowRandom random
    )
    {
        var kept = 0;
        for (var i = 0; i < items.Length && kept < count; i++)
        {
            var j = i + random.Next(items.Length - i);
            var item = items[j];
            items[j] = items[i];
            items[i] = item;
            if (left[units[item].Phrase] <= 1)
                continue;
            left[units[item].Phrase]--;
            items[kept++] = item;
        }
        var drawn = items[..kept];
        drawn.Sort();
        return drawn;
    }

    private static string Without(
        string text,
        scoped in WordList list,
        ReadOnlySpan<WordUnit> units,
        ReadOnlySpan<int> drawn
    )
    {
        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        int copied = 0,
            next = 0,
            phraseBegun = -1,
            sentenceBegun = -1;
        var passesCapital = false;
        for (var i = 0; i < units.Length; i++)
        {
            var unit = units[i];
            if (unit.Sentence != sentenceBegun)
            {
                passesCapital = Capitals.Has(list, unit);
                sentenceBegun = unit.Sentence;
            }
            if (next < drawn.Length && drawn[next] == i)
            {
                next++;
                var kept = text.AsSpan(copied..unit.Start);
                copied = unit.End;
                if (phraseBegun == unit.Phrase)
                    output.Append(TrimEnd(kept));
                else
                {
                    output.Append(kept);
                    while (copied < text.Length && IsBlank(text[copied]))
                        copied++;
                }
                continue;
            }
            phraseBegun = unit.Phrase;
            if (!passesCapital)
                continue;
            passesCapital = false;
            // The first word of a sentence that stays has its capital already.
            if (!Capitals.CanTake(list, unit))
                continue;
            output.Append(text.AsSpan(copied..unit.Start));
            var letter = list.Span(unit.First).Start;
            output.Append(text.AsSpan(unit.Start..letter));
            output.Append(char.ToUpperInvariant(text[letter]));
            copied = letter + 1;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    private static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && IsBlank(text[^1]))
            text = text[..^1];
        return text;
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) && c is not ('\n' or '\r');
}
