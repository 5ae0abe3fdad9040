namespace Sluice.Workers.Augmentation.Words;

/// <summary>Where a word stands in a text, in UTF-16 units, and what it is.</summary>
internal readonly record struct WordSpan(int Start, int End)
{
    public WordKind Kind { get; init; }
}
