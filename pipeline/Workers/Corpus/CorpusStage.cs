using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Processes;
using Sluice.Workers.Augmentation;

namespace Sluice.Workers.Corpus;

/// <summary>Declares stage Corpus: the sentences and WordNet, each one unit.</summary>
public static class CorpusStage
{
    /// <summary>What plans call the worker.</summary>
    public const string Worker = "corpus";

    /// <summary>Goes up when the same input and settings give other bytes; 2: the compiled WordNet knows what each sense is about; 3: and which words are close.</summary>
    public const int Version = 3;

    /// <summary>The repository's sample, relative to it.</summary>
    public const string Sample = "configs/sample/sentences.csv";

    /// <summary>Where Debian's package wordnet-base puts its files.</summary>
    public const string InstalledWordNet = "/usr/share/wordnet";

    internal const string Sentences = "sentences";
    internal const string WordNetUnit = "wordnet";

    /// <summary>The corpus in a workspace.</summary>
    public static string SentencesFile(string workspace) =>
        Path.Combine(Root(workspace), "sentences.csv");

    /// <summary>The compiled WordNet in a workspace; empty when none is to be had.</summary>
    public static string WordNetFile(string workspace) =>
        Path.Combine(Root(workspace), "wordnet.db");

    /// <summary>WordNet's glosses in a workspace; empty when none are to be had.</summary>
    public static string GlossFile(string workspace) =>
        Path.Combine(Root(workspace), "glosses.csv");

    /// <summary>The stage. A user's own input needs no sentences, most methods no WordNet.</summary>
    /// <param name="settings">Section augment.corpus.</param>
    /// <param name="workspace">Absolute.</param>
    /// <param name="home">The repository.</param>
    /// <param name="limits">Section run.</param>
    /// <param name="withSentences">Whether it makes the sentences.</param>
    /// <param name="withWordNet">Whether it makes WordNet.</param>
    public static DeclaredStage Declare(
        CorpusSettings settings,
        string workspace,
        string home,
        RunLimits limits,
        bool withSentences,
        bool withWordNet
    )
    {
        var hasNpm = ProgramPath.Find("npm") is not null;
        var source = settings.Source;
        var sample = Path.Combine(home, Sample);
        var sentences = new Unit
        {
            Key = Sentences,
            // npm that comes or goes changes what can be fetched: then the units are stale.
            Parameters = Parameters(source, hasNpm, PinnedPackages.Sentiment),
            Inputs = source == CorpusSource.Npm ? [] : [sample],
            Outputs = ["sentences.csv", "sentences.origin"],
        };
        var installed = Directory.Exists(InstalledWordNet);
        var wordNet = new Unit
        {
            Key = WordNetUnit,
            Parameters = Parameters(source, hasNpm, PinnedPackages.WordNet, installed),
            Outputs = ["wordnet.db", "wordnet.origin", "glosses.csv"],
            MayBeEmpty = true,
        };
        return new DeclaredStage
        {
            Name = "Corpus",
            Workspace = workspace,
            OutputRoot = Root(workspace),
            Worker = Worker,
            WorkerVersion = Version,
            Limits = limits,
            Options = OrderedMap.Of(CorpusRecipe.Sample.Is(sample)),
            Units =
            [
                .. withSentences ? new[] { sentences } : [],
                .. withWordNet ? new[] { wordNet } : [],
            ],
        };
    }

    /// <summary>What a user should know of where the data came from; empty when it is the real thing.</summary>
    public static IEnumerable<string> Notes(IEnumerable<string> units, string workspace)
    {
        foreach (var unit in units)
        {
            var file = Path.Combine(Root(workspace), $"{unit}.origin");
            if (File.Exists(file) && CorpusOrigin.Parse(File.ReadAllText(file)).Note is { } note)
                yield return $"Corpus: {note}";
        }
    }

    private static string Root(string workspace) => Path.Combine(workspace, "data", "corpus");

    private static OrderedMap Parameters(
        CorpusSource source,
        bool hasNpm,
        PinnedPackage package,
        bool? installed = null
    ) =>
        OrderedMap.Of([
            CorpusRecipe.Source.Is(source),
            CorpusRecipe.Npm.Is(hasNpm),
            CorpusRecipe.Package.Is($"{package.Specifier} {package.Integrity}"),
            .. installed is { } isThere ? new[] { CorpusRecipe.Installed.Is(isThere) } : [],
        ]);
}
