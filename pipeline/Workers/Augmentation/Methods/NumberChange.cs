namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// Replaces a number, in digits or as one word, by another near it, as TextAttack does: v becomes a value of
/// [max(v − d, 1), v + d] other than v, with d = floor(v · maxChange) + 1.
/// </summary>
internal sealed class NumberChange(double maxChange) : IWordEdit
{
    /// <summary>Keeps every value within an int for any allowed <c>max_change</c> (at most 10).</summary>
    private const int MostDigits = 8;

    private static readonly string[] s_words =
    [
        .. "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".Split(
            ' '
        ),
        .. "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred".Split(
            ' '
        ),
    ];

    public bool Applies(ReadOnlySpan<char> word) =>
        IsDigits(word) || (LetterCases.Of(word) != LetterCase.Mixed && IndexOf(word) >= 0);

    public void Write(ReadOnlySpan<char> word, RowRandom random, ref TextBuilder output)
    {
        if (IsDigits(word))
        {
            var value = int.Parse(word);
            var (low, high) = RangeOf(value);
            var other = DrawOther(low, high, value, random);
            output.Append(other.ToString(word[0] == '0' ? "D" + word.Length : "D"));
            return;
        }
        var index = IndexOf(word);
        var (least, most) = RangeOf(ValueAt(index));
        int first = index,
            last = index;
        // Always one step at least, since the tens lie further apart than a small range.
        while (first > 0 && (first == index || ValueAt(first - 1) >= least))
            first--;
        while (last < s_words.Length - 1 && (last == index || ValueAt(last + 1) <= most))
            last++;
        var drawn = s_words[DrawOther(first, last, index, random)];
        output.Append(LetterCases.Of(word).Apply(drawn));
    }

    private (int Low, int High) RangeOf(int value)
    {
        var change = (int)(value * maxChange) + 1;
        return (Math.Max(value - change, 1), value + change);
    }

    /// <summary>A uniform value of [low, high] other than the given one.</summary>
    private static int DrawOther(int low, int high, int value, RowRandom random)
    {
        if (value < low)
            return low + random.Next(high - low + 1);
        var drawn = low + random.Next(high - low);
        return drawn < value ? drawn : drawn + 1;
    }

    private static int ValueAt(int index) => index <= 20 ? index : (index - 18) * 10;

    private static int IndexOf(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 9)
            return -1;
        for (var i = 0; i < s_words.Length; i++)
        {
            // "one" is a pronoun as often as a number.
            if (i == 1)
                continue;
            if (word.Equals(s_words[i], StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }

    private static bool IsDigits(ReadOnlySpan<char> word) =>
        word.Length <= MostDigits && !word.ContainsAnyExceptInRange('0', '9');
}
