using System.Globalization;
using Sluice.Engine;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>What a merged manifest adds up to.</summary>
internal static class ManifestStatistics
{
    /// <summary>Total combos and rows, combos by size, least, most and mean rows a combo, and what gave none.</summary>
    public static IEnumerable<string> Of(string file, string workspace)
    {
        var table = CsvTable.Read(file, "k", "rows", "dataset_path");
        var (size, rows) = (table.IndexOf("k"), table.IndexOf("rows"));
        var counts = table
            .Rows.Select(r => long.Parse(r[rows], CultureInfo.InvariantCulture))
            .ToList();
        yield return $"Merged {ShownPath.Of(file, workspace)}";
        yield return $"  Total combos: {counts.Count:N0}";
        yield return $"  Total augmented rows: {counts.Sum():N0}";
        foreach (
            var group in table
                .Rows.GroupBy(r => int.Parse(r[size], CultureInfo.InvariantCulture))
                .OrderBy(g => g.Key)
        )
            yield return $"  Combos of size k={group.Key}: {group.Count():N0}";
        var path = table.IndexOf("dataset_path");
        var metas = table
            .Rows.Select(r =>
                MetaSkips.Read(
                    Path.Combine(
                        Path.GetDirectoryName(Path.Combine(workspace, r[path]))!,
                        "meta.json"
                    )
                )
            )
            .OfType<MetaSkips>()
            .ToList();
        var inputless = metas.Count > 0 && metas.All(m => m.InputRows == 0);
        if (inputless)
            yield return $"  The input {metas[0].Input} has no rows: every dataset is empty";
        else if (counts.Count(c => c == 0) is > 0 and var empty)
            yield return $"  Combos without a row: {empty:N0} (status empty: no text passed the gate)";
        if (counts.Count > 0)
            yield return $"  Rows per combo: min {counts.Min():N0}, max {counts.Max():N0}, avg {counts.Average():N1}";
        foreach (var line in MetaSkips.Lines(metas))
            yield return line;
    }
}
