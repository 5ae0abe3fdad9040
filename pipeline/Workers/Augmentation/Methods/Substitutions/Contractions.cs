using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>English contractions and what they stand for; of several readings the commonest
/// (<see cref="ContractionExtension"/> tells them apart).</summary>
internal static class Contractions
{
    private const string Pairs =
        "aren't=are not|can't=cannot|couldn't=could not|didn't=did not|doesn't=does not|don't=do not|"
        + "hadn't=had not|hasn't=has not|haven't=have not|isn't=is not|mightn't=might not|mustn't=must not|"
        + "needn't=need not|shan't=shall not|shouldn't=should not|wasn't=was not|weren't=were not|"
        + "won't=will not|wouldn't=would not|"
        + "i'm=I am|you're=you are|we're=we are|they're=they are|he's=he is|she's=she is|it's=it is|"
        + "i've=I have|you've=you have|we've=we have|they've=they have|"
        + "i'll=I will|you'll=you will|he'll=he will|she'll=she will|it'll=it will|we'll=we will|they'll=they will|"
        + "i'd=I would|you'd=you would|he'd=he would|she'd=she would|we'd=we would|they'd=they would|"
        + "that's=that is|there's=there is|here's=here is|what's=what is|who's=who is|where's=where is|how's=how is|"
        + "when's=when is|why's=why is|that'll=that will|who'll=who will|let's=let us|"
        + "could've=could have|should've=should have|would've=would have|might've=might have|must've=must have";

    /// <summary>"don't" → "do not", in any case.</summary>
    public static readonly FrozenDictionary<string, string> ByContraction = Pairs
        .Split('|')
        .Select(pair => pair.Split('='))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>"do not" → "don't", in any case; the pronoun I stays a capital.</summary>
    public static readonly FrozenDictionary<string, string> ByExpansion = ByContraction
        .Append(new("can't", "can not"))
        .ToFrozenDictionary(
            pair => pair.Value,
            pair =>
                pair.Key.StartsWith("i'", StringComparison.Ordinal)
                    ? "I" + pair.Key[1..]
                    : pair.Key,
            StringComparer.OrdinalIgnoreCase
        );
}
