using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Phrases;

/// <summary>A number written in words: "forty five", "two hundred and fifty", "a thousand".</summary>
/// <param name="Count">How many words of the list it takes.</param>
/// <param name="Value">What it says; -1 where number words stand together that are not one cardinal number ("twenty twenty", "two thirds").</param>
internal readonly record struct NumberPhrase(int Count, long Value)
{
    private static readonly WordSet s_parts = new(
        "first second third fourth fifth sixth seventh eighth ninth tenth thirds fourths fifths sixths eighths tenths half halves "
            + "quarter quarters point hundredth thousandth eleventh twelfth thirteenth twentieth thirtieth"
    );

    /// <summary>"forty five", and not "forty-five".</summary>
    public bool HasBlank { get; init; }

    /// <summary>"hundred and five", and not "hundred five".</summary>
    public bool HasAnd { get; init; }

    /// <summary>Whether a number starts at a word: "forty", and the "a" of "a thousand".</summary>
    public static bool MayStart(scoped in WordList list, int index) =>
        list[index] is "a" or "A"
            ? NumberWords.ValueOf(list.After(index)) >= 100
            : NumberWords.ValueOf(list[index]) >= 0;

    /// <summary>The number that starts at a word; of no words where none does.</summary>
    public static NumberPhrase Read(scoped in WordList list, int index)
    {
        var reader = new Reader();
        var at = index;
        bool hasBlank = false,
            hasAnd = false,
            isOne = true,
            isTensBefore = false;
        if (list[at] is "a" or "A" && MayStart(list, at))
        {
            reader.Take(1);
            at++;
        }
        while (at < list.Count)
        {
            var value = NumberWords.ValueOf(list[at]);
            var isAnd = value < 0 && at > index && IsAnd(list, at, reader);
            if (value < 0 && !isAnd)
                break;
            hasAnd |= isAnd;
            if (!isAnd && !reader.Take(value))
                isOne = false;
            hasBlank |= isTensBefore && value is > 0 and < 10 && list.GapAfter(at - 1) is " ";
            isTensBefore = value is >= 20 and < 100;
            at++;
            if (at == list.Count || list.GapAfter(at - 1) is not (" " or "-"))
                break;
        }
        // What broke off at "and", or before "thirds" or "first", is no number by itself.
        var count = at - index;
        if (count > 0 && at < list.Count && list.GapAfter(at - 1) is " " or "-")
            isOne &= !s_parts.Contains(list[at]);
        isOne &= !(index > 0 && IsPartOfOther(list, index));
        return new(count, isOne ? reader.Value : -1) { HasBlank = hasBlank, HasAnd = hasAnd };
    }

    /// <summary>Whether what stands before is of the same number: "5 million", "zero point five", the last of "twenty twenty".</summary>
    private static bool IsPartOfOther(scoped in WordList list, int index) =>
        list.GapAfter(index - 1) is " " or "-"
        && (
            list.Kind(index - 1) == WordKind.Plain
                ? NumberWords.ValueOf(list[index - 1]) >= 0
                    || list[index - 1].Equals("point", StringComparison.OrdinalIgnoreCase)
                : NumberWords.ValueOf(list[index]) >= 100
        );

    /// <summary>"and" within a number: "hundred and five", but not "hundred and hundred", nor "two and two".</summary>
    private static bool IsAnd(scoped in WordList list, int index, Reader reader) =>
        reader.IsRound
        && list[index].Equals("and", StringComparison.OrdinalIgnoreCase)
        && list.GapAfter(index - 1) is " "
        && NumberWords.ValueOf(list.After(index)) is > 0 and < 100;

    /// <summary>Adds up number words as long as each may follow the ones before.</summary>
    private struct Reader
    {
        private long _total;
        private long _current;
        private long _scale;
        private bool _hasAny;

        public readonly long Value => _total + _current;

        /// <summary>Whether less than a hundred may follow.</summary>
        public readonly bool IsRound => _hasAny && Value > 0 && _current % 100 == 0;

        public bool Take(long value)
        {
            var fits = value switch
            {
                0 => !_hasAny,
                < 10 => _current % 10 == 0 && _current % 100 != 10,
                < 100 => _current % 100 == 0,
                100 => _current is > 0 and < 100,
                _ => _current is > 0 and < 1_000 && (_scale == 0 || value < _scale),
            };
            // "two hundred thousand", but not "twenty zero five".
            fits &= !(_hasAny && Value == 0);
            _hasAny = true;
            if (value >= 1_000)
                (_total, _current, _scale) = (_total + (_current * value), 0, value);
            else if (value == 100)
                _current *= 100;
            else
                _current += value;
            return fits;
        }
    }
}
