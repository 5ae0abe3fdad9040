namespace Sluice.Workers.Augmentation.Words;

/// <summary>What stands around a word: whether it begins or ends a clause, and what comes before and after it.</summary>
internal static class WordContext
{
    /// <summary>The word before, where one blank alone lies between; else nothing.</summary>
    public static ReadOnlySpan<char> Before(this in WordList list, int index) =>
        index > 0 && list.GapAfter(index - 1) is " " ? list[index - 1] : "";

    /// <summary>The word after, where one blank alone lies between; else nothing.</summary>
    public static ReadOnlySpan<char> After(this in WordList list, int index) =>
        index + 1 < list.Count && list.GapAfter(index) is " " ? list[index + 1] : "";

    /// <summary>Whether it is the first word of the text, or follows marks that a sentence or quotation begins after.</summary>
    public static bool StartsSentence(this scoped in WordList list, int index) =>
        index == 0 || list.GapAfter(index - 1).ContainsAny(".!?…:\"“\n\r");

    /// <summary>Whether a mark or the end of the text follows.</summary>
    public static bool EndsClause(this scoped in WordList list, int index) =>
        index + 1 == list.Count || !list.GapAfter(index).IsWhiteSpace();

    /// <summary>Whether the next mark that ends a sentence is a question mark.</summary>
    public static bool StandsInQuestion(this scoped in WordList list, int index)
    {
        for (; index < list.Count; index++)
        {
            var gap = list.GapAfter(index);
            var at = gap.IndexOfAny(".!?…\n");
            if (at >= 0)
                return gap[at] == '?';
        }
        return false;
    }
}
