namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// Swaps neighbouring words. Where the text's first word moves, its capital stays in place, as nlpaug does
/// ("The food" → "Food the").
/// </summary>
internal sealed class RandomWordSwap(string id, Quota words) : ITextMethod
{
    public string Id => id;

    public string? Apply(string text, RowRandom random)
    {
        var list = new WordList(text, stackalloc WordSpan[WordList.UsualCount]);
        var items =
            list.Count <= WordList.UsualCount
                ? stackalloc int[WordList.UsualCount]
                : new int[list.Count];
        var count = 0;
        for (var i = 0; i + 1 < list.Count; i++)
        {
            if (!list[i].Equals(list[i + 1], StringComparison.OrdinalIgnoreCase))
                items[count++] = i;
        }
        var drawn = Sampling.DrawDisjointPairs(items[..count], words.Of(list.Count), random);
        if (drawn.IsEmpty)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var left = list[index];
            var right = list[index + 1];
            output.Append(text.AsSpan(copied..list.Span(index).Start));
            var start = output.Length;
            output.Append(right);
            output.Append(list.GapAfter(index));
            output.Append(left);
            if (index == 0 && KeepsCapital(left, right))
            {
                var pair = output.WrittenFrom(start);
                pair[0] = char.ToUpperInvariant(pair[0]);
                pair[^left.Length] = char.ToLowerInvariant(pair[^left.Length]);
            }
            copied = list.Span(index + 1).End;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }

    private static bool KeepsCapital(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        LetterCases.Of(left) == LetterCase.Capitalised
        && LetterCases.Of(right) == LetterCase.Lower
        && !(left[0] == 'I' && (left.Length == 1 || left[1] is '\'' or '\u2019'));
}
