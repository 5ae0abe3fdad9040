using Sluice.Workers.Augmentation.Methods.Phrases;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// Writes a contraction out: "don't" → "do not". What the words around leave open, whether 's is "is" or "has" and 'd
/// "would" or "had", and what would have to change its order ("Won't you?"), stays as it is.
/// </summary>
internal sealed class ContractionExtension : IPhraseEdit
{
    private static readonly WordSet s_subjects = new(
        "i you he she it we they this that these those there one anybody anyone everyone everybody somebody someone nobody"
    );

    private static readonly WordSet s_determiners = new(
        "the a an my your his her its our their some any every all each"
    );

    private static readonly WordSet s_questionWords = new(
        "why when where how what who which whom whose"
    );

    /// <summary>After 's these leave no choice but "has".</summary>
    private static readonly WordSet s_afterHas = new("been got had gotten become");

    private static readonly WordSet s_afterWould = new(
        "be have do go like love rather prefer say think want need make get take see give know recommend suggest buy never not still "
            + "probably definitely also just really hate expect call try use return find tell give keep rate pay wait avoid feed "
            + "succeed exceed proceed stay look start add eat order consider advise appreciate imagine guess bet"
    );

    public int Applies(scoped in WordList list, int index)
    {
        var word = list[index];
        if (list.Kind(index) != WordKind.Plain || !word.ContainsAny('\'', '\u2019'))
            return 0;
        return Expand(list, index) is null ? 0 : 1;
    }

    public void Write(
        scoped in WordList list,
        int index,
        int count,
        RowRandom random,
        ref TextBuilder output
    ) => output.Append(Expand(list, index)!);

    private static string? Expand(scoped in WordList list, int index)
    {
        var word = list[index].ToString().Replace('\u2019', '\'');
        var letterCase = LetterCases.Of(word);
        if (
            letterCase == LetterCase.Mixed
            || !Contractions.ByContraction.TryGetValue(word, out var expansion)
        )
            return null;
        var ending = word.AsSpan(word.LastIndexOf('\'') + 1);
        if (ending.Equals("t", StringComparison.OrdinalIgnoreCase))
            return IsInverted(list, index) ? null : letterCase.Apply(expansion);
        if (ending.Equals("s", StringComparison.OrdinalIgnoreCase) && !IsLet(word))
            return OfVerb(list, index, IsHas(list, index), expansion, "has", letterCase);
        if (ending.Equals("d", StringComparison.OrdinalIgnoreCase))
            return OfVerb(list, index, IsHad(list, index), expansion, "had", letterCase);
        return letterCase.Apply(expansion);
    }

    private static string? OfVerb(
        scoped in WordList list,
        int index,
        bool? isOther,
        string expansion,
        string other,
        LetterCase letterCase
    ) =>
        isOther is not { } chosen || list.EndsClause(index)
            ? null
            : letterCase.Apply(
                chosen
                    ? string.Concat(expansion.AsSpan(0, expansion.IndexOf(' ') + 1), other)
                    : expansion
            );

    /// <summary>Whether 's is "has" and not "is"; null where it may be either.</summary>
    private static bool? IsHas(scoped in WordList list, int index)
    {
        // "the company's it's fault": meant for "its".
        var before = list.Before(index);
        if (s_determiners.Contains(before) || before is [.., '\'' or '\u2019', 's'])
            return null;
        var next = list.AfterAdverbs(index);
        if (s_afterHas.Contains(next))
            return true;
        if (next.IsEmpty && list.After(index).IsEmpty)
            return null;
        if (next.Equals("better", StringComparison.OrdinalIgnoreCase) || Participles.IsMaybe(next))
            return null;
        // "What's he done?": the participle stands behind the subject.
        var isAsked = list[index][..^2] is var stem && s_questionWords.Contains(stem);
        if (!isAsked)
            return false;
        for (var i = index + 1; i < list.Count && i <= index + 4 && !list.EndsClause(i); i++)
        {
            if (Participles.IsMaybe(list[i + 1]))
                return null;
        }
        return false;
    }

    /// <summary>Whether 'd is "had" and not "would"; null where it may be either.</summary>
    private static bool? IsHad(scoped in WordList list, int index)
    {
        var first = list.After(index);
        if (first.Equals("better", StringComparison.OrdinalIgnoreCase))
            return true;
        if (first.Equals("best", StringComparison.OrdinalIgnoreCase))
            return null;
        if (first.Equals("rather", StringComparison.OrdinalIgnoreCase))
            return false;
        var next = list.AfterAdverbs(index);
        if (Participles.IsSurely(next))
            return true;
        if (s_afterWould.Contains(next))
            return false;
        var isVerb = next.Length > 1 && !Participles.IsMaybe(next) && !FunctionWords.Contains(next);
        return isVerb && list.Kind(index + 1) == WordKind.Plain ? false : null;
    }

    /// <summary>
    /// "Won't you come?", "isn't he?", "Why didn't Mary call?", "Isn't the food good?": written out, the verb and "not"
    /// part ways. Where that is doubtful it counts as such.
    /// </summary>
    private static bool IsInverted(scoped in WordList list, int index)
    {
        var next = list.After(index);
        if (s_subjects.Contains(next))
            return true;
        var isNoun = s_determiners.Contains(next) || (!next.IsEmpty && char.IsUpper(next[0]));
        if (LetterCases.Of(list[index]) == LetterCase.Upper)
            isNoun = s_determiners.Contains(next);
        var mayBegin =
            list.StartsSentence(index)
            || s_questionWords.Contains(list.Before(index))
            || list.StandsInQuestion(index);
        if (mayBegin && isNoun)
            return true;
        // "Aren't batteries included?": a question that begins with the verb.
        return list.StartsSentence(index) && list.StandsInQuestion(index);
    }

    private static bool IsLet(string word) =>
        word.StartsWith("let", StringComparison.OrdinalIgnoreCase);
}
