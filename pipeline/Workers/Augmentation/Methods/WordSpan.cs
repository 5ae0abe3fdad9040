namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Where a word stands in a text, in UTF-16 units.</summary>
internal readonly record struct WordSpan(int Start, int End);
