using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Workers.Augmentation.Combos;
using Sluice.Workers.Augmentation.Manifests;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Corpus;
using Sluice.Workers.Embedding;

namespace Sluice.Workers.Augmentation;

/// <summary>Declares stage Augment: one unit a combo of the methods that are available.</summary>
public static class AugmentStage
{
    private const string Name = "Augment";

    /// <summary>What plans call the worker.</summary>
    public const string Worker = "augment";

    /// <summary>Goes up when the same input and settings give other bytes.</summary>
    public const int Version = 5;

    /// <summary>The table of methods, looked for in configs.</summary>
    public const string MethodsFileName = "augment_methods.yaml";

    /// <summary>Which of a unit's outputs is the dataset.</summary>
    public const int Dataset = 0;

    /// <summary>Which of a unit's outputs is meta.json.</summary>
    public const int Meta = 1;

    /// <summary>The stage; methods that are unavailable are named in its notes, with the reasons in its details.</summary>
    /// <param name="settings">Section augment.</param>
    /// <param name="workspace">Absolute.</param>
    /// <param name="methodsFile">The table of methods when the settings name none; null when there is none.</param>
    /// <param name="isPending">Whether an earlier stage would make a file.</param>
    /// <param name="limits">Section run.</param>
    /// <exception cref="UserError">No method is available, or the configuration does not fit the table.</exception>
    public static DeclaredStage Declare(
        AugmentSettings settings,
        string workspace,
        string? methodsFile,
        Func<string, bool> isPending,
        RunLimits limits
    )
    {
        var wordNet = CorpusStage.WordNetFile(workspace);
        var hasWordNet = isPending(wordNet) || FileHas(wordNet);
        var resources = new MethodResources { WordNetPath = hasWordNet ? wordNet : null };
        var (file, rows) = Methods(settings, workspace, methodsFile);
        var unavailable = new List<(string Id, string Reason)>();
        var available = new SortedDictionary<string, MethodRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var reason =
                MethodCatalog.NeedsWordNet(row) && hasWordNet && isPending(wordNet)
                    ? null
                    : MethodCatalog.Check(row, resources).Reason;
            if (reason is null)
                available.Add(row.Id, row);
            else if (settings.Methods.Contains(row.Id))
                throw new UserError(
                    $"augment.methods: {row.Id} is named but unavailable: {reason}; or leave it out"
                );
            else
                unavailable.Add((row.Id, reason));
        }
        IReadOnlyList<string> notes =
            unavailable.Count == 0
                ? []
                :
                [
                    $"Augment: unavailable: {string.Join(", ", unavailable.Select(u => u.Id))}; why: --target=Explain --stage Augment",
                ];
        var details = unavailable
            .GroupBy(u => u.Reason, u => u.Id)
            .Select(g => $"  {string.Join(", ", g)}: {g.Key}")
            .ToList();
        if (available.Count == 0)
            throw new UserError(
                $"Augment: no method in {ShownPath.Of(file, workspace)} is available: {string.Join("; ", unavailable.Select(u => $"{u.Id}: {u.Reason}"))}"
            );

        var input = settings.Input ?? CorpusStage.SentencesFile(workspace);
        return new DeclaredStage
        {
            Name = Name,
            Notes = notes,
            Details = details,
            Workspace = workspace,
            OutputRoot = settings.OutputRoot,
            Worker = Worker,
            WorkerVersion = Version,
            Inputs = [input],
            ProgramsOf = unit =>
                available
                    .Values.Where(row =>
                        row.Command.Count > 0
                        && unit.Parameters.ContainsKey(AugmentRecipe.Method(row.Id).Key)
                    )
                    .Select(row => row.Command),
            Parameters = Parameters(settings),
            Options = OrderedMap.Of(
                AugmentRecipe.Input.Is(input),
                AugmentRecipe.WordNet.Is(hasWordNet ? wordNet : null),
                AugmentRecipe.Encoder.Is(EncoderDirectory(settings, workspace)),
                AugmentRecipe.Cache.Is(settings.Cache.Enabled ? settings.Cache.Directory : null),
                AugmentRecipe.NumProc.Is(settings.NumProc)
            ),
            Limits = limits,
            Units =
            [
                .. ComboEnumerator
                    .Enumerate(available.Keys, settings.Combos)
                    .Select(combo => UnitOf(combo, available, settings, workspace, wordNet)),
            ],
            SideFiles = () =>
                ShardManifest
                    .OwnIn(new StagePaths(settings.OutputRoot, Name))
                    .Concat(AugmentCache.In(settings.Cache.Directory)),
            Preflight = () =>
            {
                DatasetSchema.Of(InputParameters.Read(input, Parameters(settings)), settings);
                if (settings.Quality.Measure == QualityMeasure.Sentence)
                    SentenceEncoder.Load(EncoderDirectory(settings, workspace));
            },
        };
    }

    /// <summary>The table of methods, and those rows of it that the settings choose.</summary>
    /// <exception cref="UserError">There is no table, or an id is not in it.</exception>
    /// <exception cref="ConfigurationError">Something in the table is wrong.</exception>
    public static (string File, IReadOnlyList<MethodRow> Rows) Methods(
        AugmentSettings settings,
        string workspace,
        string? methodsFile
    )
    {
        var file =
            settings.MethodsFile
            ?? methodsFile
            ?? throw new UserError(
                $"Augment: configs/{MethodsFileName} is neither in the workspace nor in the repository; set augment.methods_file"
            );
        return (
            file,
            MethodTable.Read(file, ShownPath.Of(file, workspace)).Select(settings.Methods)
        );
    }

    private static Unit UnitOf(
        Combo combo,
        IReadOnlyDictionary<string, MethodRow> rows,
        AugmentSettings settings,
        string workspace,
        string wordNet
    )
    {
        var methods = combo.Methods.Select(id => rows[id]).ToList();
        var directory = combo.DirectoryName(settings.Combos.Naming);
        return new Unit
        {
            Key = directory,
            Inputs =
            [
                .. methods.Any(MethodCatalog.NeedsWordNet) ? new[] { wordNet } : [],
                .. methods.SelectMany(row => CodeOf(row, workspace)).Distinct(),
            ],
            Outputs = [$"{directory}/dataset.parquet", $"{directory}/meta.json"],
            Parameters = OrderedMap.Of([
                AugmentRecipe.Methods.Is(combo.Methods),
                .. methods.Select(row => AugmentRecipe.Method(row.Id).Is(row)),
            ]),
            Exclusive = methods.Any(row => row.RequiresGpu),
        };
    }

    // A script named in an external method's command is code: when it changes, its results may.
    private static IEnumerable<string> CodeOf(MethodRow row, string workspace) =>
        row.Command.Select(argument => Path.GetFullPath(argument, workspace)).Where(File.Exists);

    private static OrderedMap Parameters(AugmentSettings settings) =>
        OrderedMap.Of([
            AugmentRecipe.Compression.Is(settings.Compression),
            AugmentRecipe.VariantsPerSample.Is(settings.VariantsPerSample),
            AugmentRecipe.Seed.Is(settings.Seed),
            AugmentRecipe.Measure.Is(settings.Quality.Measure),
            AugmentRecipe.MinSim.Is(settings.Quality.MinSim),
            AugmentRecipe.MaxSim.Is(settings.Quality.MaxSim),
            .. InputParameters.Of(settings),
        ]);

    private static string EncoderDirectory(AugmentSettings settings, string workspace) =>
        settings.Quality.Encoder
        ?? Path.Combine(workspace, "node_modules", "@energetic-ai", "model-embeddings-en", "dist");

    private static bool FileHas(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };
}
