using System.Diagnostics;
using System.Globalization;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Working;
using Sluice.Workers.Augmentation.Combos;
using Sluice.Workers.Augmentation.Manifests;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Tables;

namespace Sluice.Workers.Augmentation;

/// <summary>Makes the dataset of one combo, and at a shard's end the manifest of its combos.</summary>
internal sealed class AugmentWorker : IWorker
{
    private readonly ShardResources _resources = new();

    /// <inheritdoc/>
    public void ShardStarted(ShardContext shard)
    {
        var slice = ShardSlice.Of(shard.Plan, shard.Shard);
        shard.Log.WriteLine($"Prepared {slice.Count} combos for shard {shard.Shard}.");
        foreach (var planned in slice.Where(u => !u.Runs))
            shard.Log.WriteLine($"Skipping combo {planned.Unit.Key}: {planned.Verdict}");
    }

    /// <inheritdoc/>
    public Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        // A text that an external program takes long for must not use up the grace period.
        using var interruption = cancellation.Register(_resources.Interrupt);
        var combo = new Combo(unit.Parameter(AugmentRecipe.Methods));
        var workers = unit.Unit.Exclusive ? 1 : unit.Option(AugmentRecipe.NumProc);
        unit.Log.WriteLine(
            $"Processing combo {unit.Unit.Key} | methods={combo.Name} | workers={workers}"
        );
        var table = _resources.Table(unit);
        var schema = DatasetSchema.Of(
            table,
            unit.Parameter(InputParameters.TextColumn),
            unit.Parameter(InputParameters.EvidenceColumn)
        );
        var seed = unit.Parameter(AugmentRecipe.Seed);
        var variants = unit.Parameter(AugmentRecipe.VariantsPerSample);
        var augmenter = new RowAugmenter(
            combo.Id,
            [.. combo.Methods.Select(id => _resources.Method(unit, id))],
            _resources.Gate(unit),
            seed,
            variants
        );

        var rows = Rows(unit, table, schema, augmenter, workers, cancellation);
        var counts = rows.Aggregate(default(RowCounts), (sum, row) => sum + row.Counts);
        DatasetWriter.Write(
            unit.Output(AugmentStage.Dataset),
            schema,
            table,
            [.. rows.Select(row => row.Variants)],
            combo.Name,
            AugmentRecipe.CodecOf(unit.Parameter(AugmentRecipe.Compression))
        );
        new MetaJson
        {
            Combo = combo,
            VariantsPerSample = variants,
            Seed = seed,
            Rows = counts.Produced,
            InputRows = rows.Length,
            RowsWithoutVariant = rows.Count(row => row.Variants.Count == 0),
            SourceInput = unit.Plan.Stage.Shown(unit.Option(AugmentRecipe.Input)),
            Columns = [.. schema.Columns.Select(column => column.Name)],
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
        _resources.Dispose();
    }

    private AugmentedRow[] Rows(
        UnitContext unit,
        DataTable table,
        DatasetSchema schema,
        RowAugmenter augmenter,
        int workers,
        CancellationToken cancellation
    )
    {
        var cache = _resources.Cache(unit);
        var recipe = Sha256Hex.OfText(Recipe(unit));
        var rows = new AugmentedRow[table.Rows.Count];
        var fresh = new (byte[] Key, AugmentedRow Row)?[rows.Length];
        ParallelRows.Run(
            rows.Length,
            workers,
            i =>
            {
                var input = table.Rows[i];
                var text = input[schema.Text]!;
                var evidence = schema.Evidence is { } column ? input[column] : null;
                var key = cache is null ? null : AugmentCache.KeyOf(recipe, i, text, evidence);
                if (key is not null && cache!.Find(key) is { } known)
                    rows[i] = known;
                else
                {
                    rows[i] = augmenter.Augment(i, text, evidence);
                    if (key is not null)
                        fresh[i] = (key, rows[i]);
                }
                unit.Produced(rows[i].Variants.Count);
            },
            cancellation
        );
        if (fresh.Any(f => f is not null))
            cache?.Add(fresh.OfType<(byte[], AugmentedRow)>(), unit.Log);
        return rows;
    }

    /// <summary>
    /// Everything a row's result depends on but the row: the fingerprint's parts, without the input unless a method
    /// draws from the words of all rows.
    /// </summary>
    private static string Recipe(UnitContext unit)
    {
        var readsAll = unit.Parameter(AugmentRecipe.Methods)
            .Any(id => MethodCatalog.NeedsVocabulary(unit.Parameter(AugmentRecipe.Method(id))));
        return string.Join(
            '\n',
            unit.Plan.SharedParts.Where(p => readsAll || p.Kind != PartKind.Input)
                .Concat(unit.Planned.OwnParts)
                .Select(p => $"{p.Kind}:{p.Name.Length}:{p.Name}:{p.Value.Length}:{p.Value}")
        );
    }
}
