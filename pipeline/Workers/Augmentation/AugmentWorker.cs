using System.Diagnostics;
using System.Globalization;
using Sluice.Engine.Running;
using Sluice.Engine.UpToDate;
using Sluice.Workers.Augmentation.Combos;
using Sluice.Workers.Augmentation.Manifests;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Quality;
using Sluice.Workers.Embedding;
using Sluice.Workers.Tables;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// Makes the dataset of one combo. What units of a shard share (input, methods, encoder, cache) is
/// loaded by the first that needs it.
/// </summary>
public sealed class AugmentWorker : IWorker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ITextMethod> _methods = new(StringComparer.Ordinal);
    private CsvTable? _table;
    private MethodResources? _resources;
    private QualityGate? _quality;
    private AugmentCache? _cache;

    /// <inheritdoc/>
    public void ShardStarted(ShardContext shard)
    {
        var slice = ShardSlice.Of(shard.Plan, shard.Shard);
        shard.Log.WriteLine($"Prepared {slice.Count} combos for shard {shard.Shard}.");
        foreach (var planned in slice.Where(u => !u.Runs))
            shard.Log.WriteLine($"Skipping combo {planned.Unit.Key}: {planned.Verdict}");
        var options = shard.Plan.Stage.Options;
        if (options["cache"] is { Length: > 0 } directory)
            _cache = AugmentCache.Open(
                Path.Combine(directory, $"augment_shard{shard.Shard.Index}.db"),
                shard.Log
            );
    }

    /// <inheritdoc/>
    public Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        // A text that an external program takes long for must not use up the grace period.
        using var interruption = cancellation.Register(Interrupt);
        var combo = new Combo(unit.Parameter("methods").Split('+'));
        var workers = unit.Unit.Exclusive
            ? 1
            : int.Parse(unit.Option("num_proc"), CultureInfo.InvariantCulture);
        unit.Log.WriteLine(
            $"Processing combo {unit.Unit.Key} | methods={combo.Name} | workers={workers}"
        );
        var table = Table(unit);
        var schema = DatasetSchema.Of(
            table,
            unit.Parameter("text_column"),
            unit.Parameter("evidence_column")
        );
        var augmenter = new RowAugmenter(
            combo.Id,
            [.. combo.Methods.Select(id => Method(unit, id))],
            Gate(unit),
            long.Parse(unit.Parameter("seed"), CultureInfo.InvariantCulture),
            int.Parse(unit.Parameter("variants_per_sample"), CultureInfo.InvariantCulture)
        );

        var rows = Rows(unit, table, schema, augmenter, workers, cancellation);
        var counts = rows.Aggregate(default(RowCounts), (sum, row) => sum + row.Counts);
        DatasetWriter.Write(
            unit.Output(AugmentStage.Dataset),
            schema,
            table,
            [.. rows.Select(row => row.Variants)],
            unit.Unit.Key
        );
        new MetaJson
        {
            Combo = combo,
            VariantsPerSample = int.Parse(
                unit.Parameter("variants_per_sample"),
                CultureInfo.InvariantCulture
            ),
            Seed = long.Parse(unit.Parameter("seed"), CultureInfo.InvariantCulture),
            Rows = counts.Produced,
            SourceInput = unit.Plan.Stage.Shown(unit.Option("input")),
            Columns = schema.Columns,
            Duration = Stopwatch.GetElapsedTime(started),
            Counts = counts,
        }.Write(unit.Output(AugmentStage.Meta));
        unit.Log.WriteLine(
            $"Combo {unit.Unit.Key} generated {counts.Produced} rows (skipped={counts.Skipped})"
        );
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void ShardEnded(ShardContext shard)
    {
        var rows = ShardManifest.Write(shard);
        var produced = rows.Count(r => r.Status is ManifestStatus.Ok);
        shard.Log.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Completed in {shard.Elapsed.TotalSeconds:0.0}s | combos attempted={rows.Count} | produced={produced} | skipped={ShardSlice.Of(shard.Plan, shard.Shard).Count(u => !u.Runs)} | empty={rows.Count(r => r.Status is ManifestStatus.Empty)} | rows={rows.Sum(r => r.Rows)}"
            )
        );
        _cache?.Dispose();
        foreach (var method in _methods.Values.OfType<IDisposable>())
            method.Dispose();
    }

    private void Interrupt()
    {
        lock (_gate)
            foreach (var method in _methods.Values.OfType<ExternalMethod>())
                method.Interrupt();
    }

    private AugmentedRow[] Rows(
        UnitContext unit,
        CsvTable table,
        DatasetSchema schema,
        RowAugmenter augmenter,
        int workers,
        CancellationToken cancellation
    )
    {
        var recipe = Recipe(unit.Planned, unit.Plan);
        var rows = new AugmentedRow[table.Rows.Count];
        var fresh = new (byte[] Key, AugmentedRow Row)?[rows.Length];
        Parallel.For(
            0,
            rows.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = workers,
                CancellationToken = cancellation,
            },
            i =>
            {
                var input = table.Rows[i];
                var text = input[schema.Text];
                var evidence = schema.Evidence is { } column ? input[column] : null;
                var key = _cache is null ? null : AugmentCache.KeyOf(recipe, i, text, evidence);
                if (key is not null && _cache!.Find(key) is { } known)
                    rows[i] = known;
                else
                {
                    rows[i] = augmenter.Augment(i, text, evidence);
                    if (key is not null)
                        fresh[i] = (key, rows[i]);
                }
                unit.Produced(rows[i].Variants.Count);
            }
        );
        if (fresh.Any(f => f is not null))
            _cache?.Add(fresh.OfType<(byte[], AugmentedRow)>(), unit.Log);
        return rows;
    }

    /// <summary>Everything a row's result depends on but the row: the fingerprint's parts without the input.</summary>
    private static string Recipe(PlannedUnit planned, Plan plan) =>
        string.Join(
            '\n',
            plan.SharedParts.Where(p => p.Kind != PartKind.Input)
                .Concat(planned.OwnParts)
                .Select(p => $"{p.Kind}:{p.Name.Length}:{p.Name}:{p.Value.Length}:{p.Value}")
        );

    private CsvTable Table(UnitContext unit)
    {
        lock (_gate)
            return _table ??= CsvTable.Read(unit.Option("input"), unit.Parameter("text_column"));
    }

    private ITextMethod Method(UnitContext unit, string id)
    {
        lock (_gate)
        {
            if (_methods.TryGetValue(id, out var method))
                return method;
            _resources ??= new MethodResources
            {
                WordNetPath = unit.Option("wordnet") is { Length: > 0 } path ? path : null,
                ExternalLog = unit.Log,
            };
            var row = MethodRowText.Read(id, unit.Parameter($"method.{id}"));
            var resolution = MethodCatalog.Resolve(row, _resources);
            return _methods[id] =
                resolution.Method
                ?? throw new UnitFailure($"method {id} is unavailable: {resolution.Reason}");
        }
    }

    private QualityGate Gate(UnitContext unit)
    {
        lock (_gate)
            return _quality ??= new QualityGate(
                QualityMeasures.Create(
                    unit.Parameter("quality.measure"),
                    () => SentenceEncoder.Load(unit.Option("encoder"))
                ),
                double.Parse(unit.Parameter("quality.min_sim"), CultureInfo.InvariantCulture),
                double.Parse(unit.Parameter("quality.max_sim"), CultureInfo.InvariantCulture)
            );
    }
}
