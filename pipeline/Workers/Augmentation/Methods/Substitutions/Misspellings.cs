using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>
/// How people misspell English words: common mistakes from a table, for other words of at least four letters the
/// rules behind such mistakes (swapped ie, mistaken vowels, silent and doubled letters).
/// </summary>
internal static class Misspellings
{
    private const int ShortestForRules = 4;

    private static readonly FrozenDictionary<string, string[]> s_table = EmbeddedTable
        .Lines("misspellings.txt")
        .Select(line => line.Split(": "))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1].Split(", "), StringComparer.Ordinal);

    private static readonly SpellingRule[] s_rules =
    [
        .. Rules(
            SpellingPlace.Anywhere,
            "ie>ei ei>ie ea>ee ee>ea ai>ia ough>uff gh> ck>k ph>f qu>q sc>s xc>x au>ua"
        ),
        .. Rules(
            SpellingPlace.Anywhere,
            "ui>iu oa>o stl>sl cqu>qu gu>g rh>r eau>eu ould>uld ight>ite ious>ous dge>ge"
        ),
        .. Rules(
            SpellingPlace.Start,
            "kn>n wr>r ps>s gn>n wh>w dis>des des>dis per>pre pre>per en>in def>dif"
        ),
        .. Rules(
            SpellingPlace.End,
            "ance>ence ence>ance ant>ent ent>ant able>ible ible>able ary>ery ery>ary ory>ary"
        ),
        .. Rules(
            SpellingPlace.End,
            "tion>sion sion>tion cian>tion ful>full ely>ly lly>ly or>er er>or ar>er el>le le>el"
        ),
        .. Rules(
            SpellingPlace.End,
            "ey>y mb>m mn>m eous>ious ite>ate ate>ite ine>in ture>cher ly>ley ing>in"
        ),
    ];

    /// <summary>The misspellings of a word, in its own case; none where there is nothing to mistake.</summary>
    public static string[] Of(string word)
    {
        var letterCase = LetterCases.Of(word);
        if (letterCase == LetterCase.Mixed)
            return [];
        var right = word.ToLowerInvariant();
        if (!s_table.TryGetValue(right, out var wrong))
            wrong = ByRule(right);
        return [.. wrong.Select(form => letterCase.Apply(form))];
    }

    private static string[] ByRule(string word)
    {
        if (word.Length < ShortestForRules || word.AsSpan().ContainsAnyExceptInRange('a', 'z'))
            return [];
        var wrong = new List<string>();
        foreach (var rule in s_rules)
            rule.Apply(word, wrong);
        for (var i = 1; i < word.Length; i++)
        {
            if (word[i] == word[i - 1])
                wrong.Add(word.Remove(i, 1));
            else if (IsDoublable(word, i))
                wrong.Add(word.Insert(i, word.AsSpan(i, 1).ToString()));
        }
        // A silent e at the end: "before" → "befor".
        if (word.Length > 4 && word[^1] == 'e' && !IsVowel(word[^2]))
            wrong.Add(word[..^1]);
        return [.. wrong.Distinct(StringComparer.Ordinal).Where(form => form != word)];
    }

    /// <summary>A single consonant between vowels is often written twice: "tomorow" the other way round.</summary>
    private static bool IsDoublable(string word, int i) =>
        i + 1 < word.Length
        && "cflmnprst".Contains(word[i], StringComparison.Ordinal)
        && IsVowel(word[i - 1])
        && IsVowel(word[i + 1]);

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private static IEnumerable<SpellingRule> Rules(SpellingPlace place, string rules) =>
        rules
            .Split(' ')
            .Select(rule => rule.Split('>'))
            .Select(pair => new SpellingRule(pair[0], pair[1], place));
}
