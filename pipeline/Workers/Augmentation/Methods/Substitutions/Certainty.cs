namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>How sure it must be what a word means, and what may stand for it.</summary>
internal enum Certainty
{
    /// <summary>Part of speech and sense are told by the sentence, or the word means little else.</summary>
    Sure,

    /// <summary>The likeliest part of speech, and less probable senses.</summary>
    Likely,

    /// <summary>Any sense that is in use, of words that mean much too, such as "make".</summary>
    Possible,

    /// <summary>Any sense at all.</summary>
    Any,
}
