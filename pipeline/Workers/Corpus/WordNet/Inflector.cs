namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// Inflects English dictionary forms by the rules of spelling and <see cref="IrregularForms"/>, so that a synonym
/// takes the ending of the word it replaces.
/// </summary>
internal static class Inflector
{
    /// <summary>The inflected form, or null where no rule is safe.</summary>
    /// <param name="word">A dictionary form; of several words, the verb is the first and the noun the last.</param>
    /// <param name="inflection">What to make of it.</param>
    public static string? Inflect(string word, Inflection inflection)
    {
        if (inflection == Inflection.Base)
            return word;
        var isPast =
            inflection is Inflection.Past or Inflection.PastTense or Inflection.PastParticiple;
        var isVerb = isPast || inflection is Inflection.Gerund or Inflection.ThirdPerson;
        var blank = isVerb ? word.IndexOf(' ', StringComparison.Ordinal) : word.LastIndexOf(' ');
        if (blank > 0)
        {
            if (inflection is Inflection.Comparative or Inflection.Superlative)
                return null;
            var part = Inflect(isVerb ? word[..blank] : word[(blank + 1)..], inflection);
            return part is null ? null
                : isVerb ? part + word[blank..]
                : word[..(blank + 1)] + part;
        }
        if (word.Length < 2 || !word.AsSpan().ContainsOnlyLowerCaseLetters())
            return null;
        if (IrregularForms.TryGet(word, inflection, out var irregular))
            return irregular;
        if (isPast && inflection != Inflection.Past)
            return Inflect(word, Inflection.Past);
        return inflection switch
        {
            Inflection.Plural => Plural(word),
            Inflection.ThirdPerson => AppendS(word),
            Inflection.Past => Past(word),
            Inflection.Gerund => Gerund(word),
            Inflection.Comparative => Graded(word, "er", "more "),
            Inflection.Superlative => Graded(word, "est", "most "),
            _ => null,
        };
    }

    private static string? Plural(string word)
    {
        if (word.EndsWith("man", StringComparison.Ordinal))
            return word[..^2] + "en";
        if (word.EndsWith("sis", StringComparison.Ordinal))
            return word[..^2] + "es";
        // "goods", "trousers": most other nouns in -s are plurals already.
        var isPlural = word[^1] == 's' && word[^2] is not ('s' or 'u');
        return isPlural ? null : AppendS(word);
    }

    private static string AppendS(string word)
    {
        if (EndsInConsonantY(word))
            return word[..^1] + "ies";
        var hisses =
            word[^1] is 's' or 'x' or 'z'
            || (word[^1] == 'h' && word[^2] is 'c' or 's')
            || word is "do" or "go" or "undergo" or "undo";
        return word + (hisses ? "es" : "s");
    }

    private static string Past(string word) =>
        word[^1] == 'e' ? word + "d"
        : EndsInConsonantY(word) ? word[..^1] + "ied"
        : Doubled(word) + "ed";

    private static string Gerund(string word) =>
        word.EndsWith("ie", StringComparison.Ordinal) ? word[..^2] + "ying"
        : word.Length > 2 && word[^1] == 'e' && word[^2] is not ('e' or 'o' or 'y')
            ? word[..^1] + "ing"
        : Doubled(word) + "ing";

    private static string Graded(string word, string ending, string adverb)
    {
        var syllables = Syllables(word);
        if (EndsInConsonantY(word) && syllables <= 2)
            return word[..^1] + "i" + ending;
        if (syllables > 1 || word.EndsWith("ed", StringComparison.Ordinal))
            return adverb + word;
        return (word[^1] == 'e' ? word[..^1] : Doubled(word)) + ending;
    }

    /// <summary>"stop" → "stopp": one stressed vowel letter before one last consonant.</summary>
    private static string Doubled(string word)
    {
        var closed =
            word.Length > 2
            && !IsVowel(word[^1])
            && word[^1] is not ('w' or 'x' or 'y' or 'h')
            && IsVowel(word[^2])
            && (!IsVowel(word[^3]) || (word[^3] == 'u' && word.Length > 3 && word[^4] == 'q'));
        return closed && (Syllables(word) == 1 || IrregularForms.Doubling.Contains(word))
            ? word + word[^1]
            : word;
    }

    private static bool EndsInConsonantY(string word) => word[^1] == 'y' && !IsVowel(word[^2]);

    private static int Syllables(string word)
    {
        var count = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var starts = IsVowelOrY(word[i]) && (i == 0 || !IsVowelOrY(word[i - 1]));
            var silent = word[i] == 'e' && i == word.Length - 1 && word[^2] != 'l' && count > 0;
            if (starts && !silent)
                count++;
        }
        return count;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private static bool IsVowelOrY(char c) => IsVowel(c) || c == 'y';

    private static bool ContainsOnlyLowerCaseLetters(this ReadOnlySpan<char> word) =>
        !word.ContainsAnyExceptInRange('a', 'z');
}
