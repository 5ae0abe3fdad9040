namespace Sluice.Workers.Augmentation.Methods;

/// <summary>How a word uses capital letters.</summary>
internal enum LetterCase
{
    /// <summary>No capitals, or no letters with case.</summary>
    Lower,

    /// <summary>A capital first letter alone: "Good", "I".</summary>
    Capitalised,

    /// <summary>Capitals throughout, at least two: "GOOD".</summary>
    Upper,

    /// <summary>Anything else: "iPhone".</summary>
    Mixed,
}
