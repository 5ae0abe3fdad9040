namespace Sluice.Workers.Augmentation;

/// <summary>One variant of a row.</summary>
/// <param name="Text">The whole text after rewriting.</param>
/// <param name="Evidence">
/// The rewritten stretch, as it stands in <paramref name="Text"/>: the evidence, or the whole text
/// where the row has no evidence of its own.
/// </param>
internal readonly record struct AugmentedText(string Text, string Evidence);
