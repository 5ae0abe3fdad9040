using System.Text.Json;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>What a combo's meta.json says of the rows that gave nothing, and why.</summary>
/// <param name="Combo">Name of its directory.</param>
/// <param name="Input">The input, as shown to users.</param>
/// <param name="InputRows">Rows of the input.</param>
/// <param name="Without">Those of them that have no variant.</param>
/// <param name="Reasons">Variants that were dropped, by reason in meta.json's words, the most first; none of 0.</param>
internal sealed record MetaSkips(
    string Combo,
    string Input,
    long InputRows,
    long Without,
    IReadOnlyList<(string Reason, long Count)> Reasons
)
{
    private const int MostCombosListed = 3;

    private bool LostMost => Without * 2 > InputRows;

    /// <summary>Reads a meta.json; null where it cannot be, or comes of a version that said nothing of it.</summary>
    public static MetaSkips? Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            if (!root.TryGetProperty("skipped", out var skipped))
                return null;
            return new(
                Path.GetFileName(Path.GetDirectoryName(path))!,
                root.GetProperty("source_input").GetString()!,
                root.GetProperty("input_rows").GetInt64(),
                root.GetProperty("rows_without_variant").GetInt64(),
                [
                    .. skipped
                        .EnumerateObject()
                        .Select(p => (p.Name, p.Value.GetInt64()))
                        .Where(p => p.Item2 > 0)
                        .OrderByDescending(p => p.Item2),
                ]
            );
        }
        catch (Exception e)
            when (e
                    is IOException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            return null;
        }
    }

    /// <summary>What users are told: how many rows gave no variant, and the combos that lost most of theirs.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<MetaSkips> combos)
    {
        var rows = combos.Sum(c => c.InputRows);
        var without = combos.Sum(c => c.Without);
        if (without == 0)
            yield break;
        yield return $"  Rows that gave no variant: {without:N0} of {rows:N0} over all combos ({Words(Total(combos))})";
        var lost = combos
            .Where(c => c.LostMost)
            .OrderByDescending(c => c.Without)
            .ThenBy(c => c.Combo, StringComparer.Ordinal)
            .ToList();
        foreach (var combo in lost.Take(MostCombosListed))
            yield return $"    {combo.Combo}: no variant of {combo.Without:N0} of {combo.InputRows:N0} rows ({Words(combo.Reasons)})";
        if (lost.Count > MostCombosListed)
            yield return $"    … and {lost.Count - MostCombosListed:N0} more {(lost.Count - MostCombosListed == 1 ? "combo" : "combos")} without a variant of most rows; each meta.json says why";
        if (lost.Any(c => c.Reasons is [("too_similar", _), ..]))
            yield return "    Long texts stay too similar where a method changes few words: raise augment.quality.max_sim, or the method's aug_max";
    }

    private static List<(string Reason, long Count)> Total(IEnumerable<MetaSkips> combos) =>
        [
            .. combos
                .SelectMany(c => c.Reasons)
                .GroupBy(r => r.Reason, r => r.Count)
                .Select(g => (g.Key, g.Sum()))
                .OrderByDescending(r => r.Item2),
        ];

    private static string Words(IReadOnlyList<(string Reason, long Count)> reasons) =>
        reasons.Count == 0
            ? "no reason noted"
            : $"variants dropped: {string.Join(", ", reasons.Select(r => $"{r.Reason.Replace('_', ' ')} {r.Count:N0}"))}";
}
