using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>
/// Holds manifests that lie in the directory against what the ledger proves. Those this pipeline
/// wrote are its own account already; any other must agree with it or the merge is refused.
/// </summary>
internal static class ManifestCheck
{
    /// <summary>What speaks against a merge, one line each.</summary>
    public static IReadOnlyList<string> Problems(
        IReadOnlyList<ShardManifest> manifests,
        IReadOnlyList<ManifestRow> expected,
        StagePaths augment
    )
    {
        var foreign = manifests.Where(m => !m.IsOwn(augment)).ToList();
        if (foreign.Count == 0)
            return [];
        var problems = new List<string>();
        var widths = manifests.Select(m => m.Count).Distinct().ToList();
        if (widths.Count > 1)
            problems.Add(
                $"manifests of different widths lie side by side ({string.Join(", ", manifests.Select(m => Path.GetFileName(m.File)))}); remove those that do not belong to this run: {string.Join(", ", foreign.Select(m => Path.GetFileName(m.File)))}"
            );
        var byId = expected.ToDictionary(r => r.ComboId);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var manifest in manifests.Where(m => widths.Count == 1 || foreign.Contains(m)))
            problems.AddRange(Problems(manifest, byId, seen));
        return problems;
    }

    private static List<string> Problems(
        ShardManifest manifest,
        IReadOnlyDictionary<string, ManifestRow> expected,
        Dictionary<string, string> seen
    )
    {
        var name = Path.GetFileName(manifest.File);
        var problems = new List<string>();
        CsvTable table;
        try
        {
            table = CsvTable.Read(manifest.File, [.. ManifestRow.Columns]);
        }
        catch (UserError e)
        {
            return [e.Message];
        }
        var columns = ManifestRow.Columns.Select(table.IndexOf).ToArray();
        foreach (var row in table.Rows)
        {
            var fields = columns.Select(c => row[c]).ToArray();
            if (!seen.TryAdd(fields[0], name))
                problems.Add(
                    $"combo {fields[1]} ({fields[0]}) is in {seen[fields[0]]} and again in {name}"
                );
            else if (!expected.TryGetValue(fields[0], out var right))
                problems.Add($"{name}: combo {fields[1]} ({fields[0]}) is not in the plan");
            else if (!fields.SequenceEqual(right.Fields()))
                problems.Add(
                    $"{name}: combo {fields[1]} says {string.Join(',', fields[3..])}, but the ledger has {string.Join(',', right.Fields()[3..])}"
                );
        }
        return problems;
    }
}
