using System.Globalization;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Phrases;

/// <summary>
/// Replaces a number, in digits or in words, by another near it, as TextAttack does: v becomes a value of
/// [max(v − d, 1), v + d] other than v, with d = floor(v · maxChange) + 1. A number of several words is one number and
/// stays as round as it is; a year stays within two decades; what is counted in the plural does not become one.
/// </summary>
internal sealed class NumberChange(double maxChange) : IPhraseEdit
{
    /// <summary>Keeps every value within a long for any allowed <c>max_change</c> (at most 10).</summary>
    private const int MostDigits = 8;

    private const int YearsAround = 20;

    private static readonly WordSet s_beforeYears = new(
        "in since from until till by before after during year early late mid circa around of and to january february march april may "
            + "june july august september october november december spring summer fall autumn winter"
    );

    public int Applies(scoped in WordList list, int index)
    {
        if (list.Kind(index) == WordKind.Number)
            return
                list[index].Length <= MostDigits
                && !list[index].ContainsAnyExceptInRange('0', '9')
                && !IsListMark(list, index)
                ? 1
                : 0;
        if (list.Kind(index) != WordKind.Plain || !NumberPhrase.MayStart(list, index))
            return 0;
        var phrase = NumberPhrase.Read(list, index);
        return IsChangeable(list, index, phrase) ? phrase.Count : 0;
    }

    public void Write(
        scoped in WordList list,
        int index,
        int count,
        RowRandom random,
        ref TextBuilder output
    )
    {
        var word = list[index];
        if (list.Kind(index) == WordKind.Number)
        {
            var value = long.Parse(word, CultureInfo.InvariantCulture);
            var (low, high) = RangeOf(value, IsYear(list, index), IsPlural(list, index));
            var other = DrawOther(low, high, value, random);
            output.Append(
                other.ToString(
                    word[0] == '0' ? "D" + word.Length : "D",
                    CultureInfo.InvariantCulture
                )
            );
            return;
        }
        var phrase = NumberPhrase.Read(list, index);
        var drawn = DrawOther(phrase, IsPlural(list, index + count - 1), random);
        var text = NumberWords.Write(drawn, phrase.HasBlank ? " " : "-", phrase.HasAnd);
        output.Append(CaseOf(list, index, count).Apply(text));
    }

    private static LetterCase CaseOf(scoped in WordList list, int index, int count)
    {
        var letterCase = LetterCases.Of(list[index]);
        // "A hundred": one capital, but the words after tell whether it is the text's case.
        return letterCase == LetterCase.Capitalised && count > 1 && list[index].Length == 1
            ? LetterCases.Of(list[index + 1]) == LetterCase.Upper
                ? LetterCase.Upper
                : letterCase
            : letterCase;
    }

    private static bool IsChangeable(scoped in WordList list, int index, NumberPhrase phrase)
    {
        // "one" is a pronoun as often as a number, and a hundred of nothing is a hundred of "several".
        if (phrase.Value < 0 || phrase.Count == 0 || phrase is { Count: 1, Value: 1 or >= 100 })
            return false;
        for (var i = index; i < index + phrase.Count; i++)
        {
            var letterCase = LetterCases.Of(list[i]);
            if (letterCase == LetterCase.Mixed)
                return false;
            // "Twenty One Pilots" is a name.
            if (i > index && letterCase == LetterCase.Capitalised)
                return false;
        }
        return true;
    }

    private long DrawOther(NumberPhrase phrase, bool isPlural, RowRandom random)
    {
        var step = StepOf(phrase.Value);
        var own = phrase.Value / step;
        var (low, high) = RangeOf(phrase.Value, isYear: false, isPlural);
        // Always one step at least, since round numbers lie further apart than a small range.
        var least = Math.Min((low + step - 1) / step, Math.Max(own - 1, 1));
        var most = Math.Max(high / step, own + 1);
        if (isPlural && least * step == 1)
            least++;
        return DrawOther(least, most, own, random) * step;
    }

    /// <summary>300 changes by hundreds, 250 by tens, 45 by ones; so does what one word says up to twenty.</summary>
    private static long StepOf(long value)
    {
        var step = 1L;
        while (value > 0 && value % (step * 10) == 0 && value > 10)
            step *= 10;
        return step;
    }

    private (long Low, long High) RangeOf(long value, bool isYear, bool isPlural)
    {
        var change = (long)(value * maxChange) + 1;
        if (isYear)
            change = Math.Min(change, YearsAround);
        // "0 stars" does not become "1 stars".
        var least = isPlural && value != 1 ? 2 : 1;
        return (Math.Max(value - change, least), Math.Max(value + change, least));
    }

    /// <summary>A uniform value of [low, high] other than the given one.</summary>
    private static long DrawOther(long low, long high, long value, RowRandom random)
    {
        if (value < low)
            return low + Next(high - low + 1, random);
        var drawn = low + Next(high - low, random);
        return drawn < value ? drawn : drawn + 1;
    }

    private static long Next(long bound, RowRandom random) =>
        bound <= int.MaxValue ? random.Next((int)bound) : (long)(random.NextDouble() * bound);

    /// <summary>"1. First": at the start of a line, before a mark and a blank.</summary>
    private static bool IsListMark(scoped in WordList list, int index) =>
        (index == 0 || list.GapAfter(index - 1).ContainsAny('\n', '\r'))
        && list.GapAfter(index) is ['.' or ')', ' ' or '\t', ..];

    private static bool IsYear(scoped in WordList list, int index) =>
        list[index].Length == 4
        && (list[index].StartsWith("19") || list[index].StartsWith("20"))
        && s_beforeYears.Contains(list.Before(index));

    /// <summary>Whether what is counted stands in the plural: "3 stars", "two short weeks".</summary>
    private static bool IsPlural(scoped in WordList list, int index)
    {
        for (var i = index; i < index + 3; i++)
        {
            var next = list.After(i);
            if (next.IsEmpty)
                return false;
            var isPlural =
                next.Length > 3
                && next[^1] == 's'
                && next[^2] is not ('s' or 'u' or 'i' or '\'' or '\u2019');
            if (isPlural || next is "people" or "children" or "men" or "women" or "feet")
                return true;
        }
        return false;
    }
}
