using Sluice.Engine;
using Sluice.Workers.Corpus;

namespace Sluice.Workers.Scoring;

/// <summary>The built-in tasks, on the sentences and glosses that stage Corpus makes.</summary>
internal static class ScoredTasks
{
    private const int Queries = 1000;

    /// <summary>Their names, in the order of <see cref="Load(string, string)"/>; known without any data.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "AmazonSentiment",
        "ImdbSentiment",
        "YelpSentiment",
        "GlossCategory",
        "SentenceDomainClustering",
        "GlossCategoryClustering",
        "WordGlossRetrieval",
        "GlossSimilarity",
    ];

    /// <summary>All tasks on a workspace's corpus.</summary>
    /// <exception cref="UserError">The corpus is not there, or is the repository's sample.</exception>
    public static IReadOnlyList<IScoredTask> Load(string workspace) =>
        Load(CorpusStage.SentencesFile(workspace), CorpusStage.GlossFile(workspace));

    /// <summary>All tasks on these files.</summary>
    /// <param name="sentencesFile">As <see cref="SentenceCsv"/> writes it.</param>
    /// <param name="glossFile">As <see cref="GlossCsv"/> writes it.</param>
    /// <exception cref="UserError">A file is missing or damaged, or there is too little in it.</exception>
    public static IReadOnlyList<IScoredTask> Load(string sentencesFile, string glossFile)
    {
        var data = TaskData.Load(sentencesFile, glossFile);
        var sentences = data.Sentences.Select(sentence => sentence.SentenceText).ToArray();
        var glosses = data.Nouns.Select(noun => noun.Text).ToArray();
        var domains = Numbered(data.Sentences.Select(sentence => sentence.Source));
        var categories = Numbered(data.Nouns.Select(noun => noun.Category));
        return
        [
            .. SentimentFixtures.Sources.Zip(
                Names,
                (source, name) => Sentiment(data, source, name)
            ),
            new ClassificationTask(Names[3], glosses, categories),
            new ClusteringTask(Names[4], sentences, domains),
            new ClusteringTask(Names[5], glosses, categories),
            new RetrievalTask(
                Names[6],
                [.. data.Nouns.Take(Queries).Select(noun => noun.Word)],
                glosses
            ),
            new SimilarityTask(
                Names[7],
                glosses,
                data.GlossPairs,
                [
                    .. data.GlossPairs.Select(pair =>
                        data.Taxonomy.WuPalmer(data.Nouns[pair.A].Offset, data.Nouns[pair.B].Offset)
                    ),
                ]
            ),
        ];
    }

    private static ClassificationTask Sentiment(TaskData data, string source, string name)
    {
        var sentences = data.BySource[source];
        return new(
            name,
            [.. sentences.Select(sentence => sentence.SentenceText)],
            Numbered(sentences.Select(sentence => sentence.Label))
        );
    }

    /// <summary>Labels as numbers, in the labels' ordinal order.</summary>
    private static int[] Numbered(IEnumerable<string> labels)
    {
        var all = labels.ToArray();
        var names = all.Distinct().Order(StringComparer.Ordinal).ToList();
        return [.. all.Select(label => names.BinarySearch(label, StringComparer.Ordinal))];
    }
}
