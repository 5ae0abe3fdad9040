namespace Sluice.Workers.Augmentation;

/// <summary>A stretch of a text.</summary>
/// <param name="Start">Index of its first UTF-16 unit.</param>
/// <param name="Length">Number of UTF-16 units.</param>
internal readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The stretch itself.</summary>
    public string Of(string text) => text.Substring(Start, Length);

    /// <summary>The text with another one in place of the stretch.</summary>
    public string ReplaceIn(string text, string replacement) =>
        string.Concat(text.AsSpan(0, Start), replacement, text.AsSpan(Start + Length));
}
