namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>A letter pattern that people misspell, e.g. "ie" written as "ei".</summary>
/// <param name="Pattern">Lower-case letters of the right spelling.</param>
/// <param name="Wrong">What is written instead.</param>
/// <param name="Place">Where in the word the pattern must stand.</param>
internal readonly record struct SpellingRule(string Pattern, string Wrong, SpellingPlace Place)
{
    /// <summary>Appends every misspelling of a lower-case word by this rule.</summary>
    public void Apply(string word, List<string> misspellings)
    {
        var at = word.IndexOf(Pattern, StringComparison.Ordinal);
        while (at >= 0)
        {
            var isInPlace = Place switch
            {
                SpellingPlace.Start => at == 0,
                SpellingPlace.End => at + Pattern.Length == word.Length,
                _ => true,
            };
            if (isInPlace)
                misspellings.Add(
                    string.Concat(word.AsSpan(0, at), Wrong, word.AsSpan(at + Pattern.Length))
                );
            at = word.IndexOf(Pattern, at + 1, StringComparison.Ordinal);
        }
    }
}
