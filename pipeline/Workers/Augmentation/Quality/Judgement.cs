namespace Sluice.Workers.Augmentation.Quality;

/// <summary>What became of a candidate.</summary>
internal enum Judgement
{
    /// <summary>It stands.</summary>
    Accepted,

    /// <summary>The method had nothing for the text.</summary>
    NoCandidate,

    /// <summary>It is the text it was made from.</summary>
    Unchanged,

    /// <summary>It is more alike than the maximum.</summary>
    TooSimilar,

    /// <summary>It is less alike than the minimum.</summary>
    TooDifferent,
}
