namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Deletes words, each with the blanks before it (or after it, where none stand before), but never all.</summary>
internal sealed class WordDeletion(string id, Quota words, bool keepFunctionWords) : ITextMethod
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
        for (var i = 0; i < list.Count; i++)
        {
            if (!keepFunctionWords || !FunctionWords.Contains(list[i]))
                items[count++] = i;
        }
        var quota = Math.Min(words.Of(list.Count), list.Count - 1);
        var drawn = Sampling.Draw(items[..count], Math.Max(quota, 0), random);
        if (drawn.IsEmpty)
            return null;

        var output = new TextBuilder(stackalloc char[TextBuilder.UsualLength]);
        var copied = 0;
        foreach (var index in drawn)
        {
            var (start, end) = list.Span(index);
            var kept = text.AsSpan(copied..start);
            var trimmed = kept.TrimEnd();
            if (trimmed.Length == kept.Length)
                end = text.Length - text.AsSpan(end).TrimStart().Length;
            output.Append(trimmed);
            copied = end;
        }
        output.Append(text.AsSpan(copied));
        return output.ToString();
    }
}
