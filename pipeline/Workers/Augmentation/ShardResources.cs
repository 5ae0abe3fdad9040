using Sluice.Engine.Working;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Methods.External;
using Sluice.Workers.Augmentation.Quality;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Embedding;
using Sluice.Workers.Tables;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// What the units of a shard share: input, methods, quality gate and cache, each loaded by the first
/// unit that needs it. Thread-safe.
/// </summary>
internal sealed class ShardResources : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ITextMethod> _methods = new(StringComparer.Ordinal);
    private DataTable? _table;
    private AugmentCache? _cache;
    private bool _cacheOpened;
    private MethodResources? _resources;
    private QualityGate? _quality;

    /// <summary>
    /// Rows computed before; null where the stage wants no cache, it cannot be had, or the combo's methods
    /// take less time than a look into it.
    /// </summary>
    public AugmentCache? Cache(UnitContext unit)
    {
        if (unit.Option(AugmentRecipe.Cache) is not { } directory || !PaysToKeep(unit))
            return null;
        lock (_gate)
        {
            if (!_cacheOpened)
                _cache = AugmentCache.Open(
                    AugmentCache.FileOf(directory, unit.Shard.Index),
                    unit.Log
                );
            _cacheOpened = true;
            return _cache;
        }
    }

    /// <summary>Ends what external methods do, from any thread: their texts fail.</summary>
    public void Interrupt()
    {
        lock (_gate)
            foreach (var method in _methods.Values.OfType<ExternalMethod>())
                method.Interrupt();
    }

    public DataTable Table(UnitContext unit)
    {
        lock (_gate)
            return _table ??= InputParameters.Read(
                unit.Option(AugmentRecipe.Input),
                unit.Plan.Stage.Parameters
            );
    }

    /// <summary>A method of the unit's combo, as the plan has it.</summary>
    /// <exception cref="UnitFailure">It is not available here.</exception>
    public ITextMethod Method(UnitContext unit, string id)
    {
        lock (_gate)
        {
            if (_methods.TryGetValue(id, out var method))
            {
                if (method is not ExternalMethod { HasFailed: true } failed)
                    return method;
                // A retry, or the next combo, starts the program anew.
                failed.Dispose();
            }
            _resources ??= new MethodResources
            {
                WordNetPath = unit.Option(AugmentRecipe.WordNet),
                Texts = () => Texts(unit),
                ExternalLog = unit.Log,
                ExternalTimeout = unit.Plan.Stage.Limits.Timeout ?? MethodResources.DefaultTimeout,
            };
            var row = unit.Parameter(AugmentRecipe.Method(id));
            var resolution = MethodCatalog.Resolve(row, _resources);
            return _methods[id] =
                resolution.Method
                ?? throw new UnitFailure($"method {id} is unavailable: {resolution.Reason}");
        }
    }

    /// <summary>The stage's quality gate.</summary>
    public QualityGate Gate(UnitContext unit)
    {
        lock (_gate)
            return _quality ??= new QualityGate(
                QualityMeasures.Create(
                    unit.Parameter(AugmentRecipe.Measure),
                    () => SentenceEncoder.Load(unit.Option(AugmentRecipe.Encoder))
                ),
                unit.Parameter(AugmentRecipe.MinSim),
                unit.Parameter(AugmentRecipe.MaxSim)
            );
    }

    private IEnumerable<string> Texts(UnitContext unit)
    {
        var table = Table(unit);
        var schema = DatasetSchema.Of(
            table,
            unit.Parameter(InputParameters.TextColumn),
            unit.Parameter(InputParameters.EvidenceColumn)
        );
        return table.Rows.Select(row => row[schema.Text] ?? "");
    }

    private static bool PaysToKeep(UnitContext unit) =>
        unit.Parameter(AugmentRecipe.Measure) == QualityMeasure.Sentence
        || unit.Parameter(AugmentRecipe.Methods)
            .Any(id => MethodCatalog.IsCostly(unit.Parameter(AugmentRecipe.Method(id))));

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache?.Dispose();
        foreach (var method in _methods.Values.OfType<IDisposable>())
            method.Dispose();
    }
}
