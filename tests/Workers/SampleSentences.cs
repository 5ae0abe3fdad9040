namespace Sluice.Tests.Workers;

/// <summary>Texts for tests that need many: a few sentence frames with varied words.</summary>
internal static class SampleSentences
{
    private static readonly string[] Subjects =
    [
        "The waiter",
        "My new phone",
        "Dr. O'Neil",
        "A loud crowd",
        "This film",
        "Her old car",
        "The 3rd chapter",
        "Nobody",
        "Our hotel room",
        "The weather in Spain",
    ];

    private static readonly string[] Middles =
    [
        "didn't really impress",
        "quite surprised",
        "was, to be fair, better than",
        "cost $4.99 more than",
        "has never disappointed",
        "reminded me of",
        "kept waiting for",
        "fell far behind",
    ];

    private static readonly string[] Ends =
    [
        "anyone at the table!",
        "what we had expected.",
        "\"the best of 2019\"...",
        "my sister & her kids?",
        "a rainy Sunday afternoon.",
        "the whole team; twice.",
        "us (and the neighbours).",
    ];

    /// <summary>560 distinct sentences, in an order that mixes the parts.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        .. Enumerable
            .Range(0, Subjects.Length * Middles.Length * Ends.Length)
            .Select(i => i * 211 % 560)
            .Select(i => $"{Subjects[i % 10]} {Middles[i / 10 % 8]} {Ends[i / 80]}"),
    ];
}
