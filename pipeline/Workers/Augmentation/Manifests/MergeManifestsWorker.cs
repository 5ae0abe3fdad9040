using Sluice.Engine.Fingerprints;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Working;
using Sluice.Workers.Tables.Csv;
using Sluice.Workers.Tables.Parquet;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>
/// Writes the final manifest once every combo of the plan is proven done, and removes the shards'
/// manifests only when it is durable and counted.
/// </summary>
internal sealed class MergeManifestsWorker : IWorker
{
    private const int MostProblems = 50;

    /// <inheritdoc/>
    public Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        var plan = PlanFile.Read(unit.Option(ManifestRecipe.Plan));
        var rows = Proven(plan);
        unit.Log.WriteLine(
            $"All {rows.Count} combos of the plan are done and their datasets stand as recorded."
        );
        Refuse(
            ManifestCheck.Problems(ShardManifest.In(plan.Stage.OutputRoot), rows, plan.Stage.Paths)
        );
        using (var stream = File.Create(unit.Output(0)))
            CsvText.Write(stream, ManifestRow.Columns, rows.Select(r => r.Fields()));
        if (unit.Unit.Outputs.Count > 1)
            MergedDataset.Write(unit, plan, rows, cancellation);
        unit.Produced(rows.Count);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void ShardEnded(ShardContext shard)
    {
        var stage = shard.Plan.Stage;
        var planned = shard.Plan.Units[0];
        // The record must be of this run: an equal merge that was done before proves nothing of a refused one.
        if (ManifestRecipe.KeepShards.In(stage.Options) || planned.DoneSince(shard.Ledger) is null)
            return;
        var plan = PlanFile.Read(ManifestRecipe.Plan.In(stage.Options));
        var final = Path.Combine(stage.OutputRoot, planned.Unit.Outputs[0]);
        if (CsvTable.Read(final, [.. ManifestRow.Columns]).Rows.Count != plan.Units.Count)
            return;
        foreach (var manifest in ShardManifest.In(stage.OutputRoot))
        {
            manifest.Delete();
            shard.Log.WriteLine($"Removed {Path.GetFileName(manifest.File)}");
        }
    }

    private static List<ManifestRow> Proven(Plan plan)
    {
        var ledger = Ledger.Open(plan.Stage.Paths.Ledger);
        Refuse(Completeness.Problems(plan, ledger, new HashCache(null, TimeProvider.System)));
        var rows = plan.Units.Select(u => ComboReport.Of(plan, u, ledger)).ToList();
        Refuse([
            .. plan
                .Units.Zip(rows)
                .Select(pair => Miscounted(plan, pair.First, pair.Second))
                .OfType<string>(),
            .. rows.GroupBy(r => r.ComboId)
                .Where(g => g.Count() > 1)
                .Select(g => $"combo {g.First().Methods} ({g.Key}) is there {g.Count()} times"),
        ]);
        return rows;
    }

    private static string? Miscounted(Plan plan, PlannedUnit planned, ManifestRow row) =>
        Miscounted(
            planned.Unit.Key,
            Path.Combine(plan.Stage.OutputRoot, planned.Unit.Outputs[AugmentStage.Dataset]),
            row.Rows
        );

    /// <summary>What is wrong when a dataset's footer counts other rows than its meta.json; else null.</summary>
    internal static string? Miscounted(string combo, string dataset, long rows)
    {
        var counted = ParquetFooter.ReadRowCount(dataset);
        return counted == rows
            ? null
            : $"{combo}: dataset.parquet has {counted} rows, meta.json says {rows}";
    }

    private static void Refuse(IReadOnlyList<string> problems)
    {
        if (problems.Count == 0)
            return;
        var shown = problems.Take(MostProblems).Select(p => $"\n  {p}");
        var more =
            problems.Count > MostProblems
                ? $"\n  … and {problems.Count - MostProblems:N0} more"
                : "";
        throw new UnitFailure(
            $"the merge is refused, {problems.Count} {(problems.Count == 1 ? "thing speaks" : "things speak")} against it; nothing was changed:{string.Concat(shown)}{more}"
        );
    }
}
