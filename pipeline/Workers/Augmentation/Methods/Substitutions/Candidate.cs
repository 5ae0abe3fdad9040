namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>A word of a text for which something may stand.</summary>
/// <param name="Word">Which.</param>
/// <param name="Forms">What may.</param>
/// <param name="Certainty">How sure it can be at most.</param>
/// <param name="StartsWithVowel">Whether it must begin with a vowel, or must not, for the article before it; null for either.</param>
internal readonly record struct Candidate(
    int Word,
    WordForms Forms,
    Certainty Certainty,
    bool? StartsWithVowel
);
