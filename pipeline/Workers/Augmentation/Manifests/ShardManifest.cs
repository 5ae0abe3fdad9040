using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Working;
using Sluice.Workers.Tables.Csv;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>
/// A shard's manifest beside the datasets. The hash of what a shard wrote is noted in the stage's
/// state, so that a merge tells manifests of this pipeline from those that others put there.
/// </summary>
/// <param name="File">Absolute path.</param>
/// <param name="Count">Of how many shards; null in the old form without a count.</param>
internal sealed partial record ShardManifest(string File, int? Count)
{
    /// <summary>Writes the manifest of a shard that has ended.</summary>
    public static IReadOnlyList<ManifestRow> Write(ShardContext shard)
    {
        var rows = ShardSlice
            .Of(shard.Plan, shard.Shard)
            .Select(planned => ComboReport.Of(shard.Plan, planned, shard.Ledger))
            .ToList();
        var name = $"manifest_shard{shard.Shard.Index}_of_{shard.Shard.Count}.csv";
        var file = Path.Combine(shard.Plan.Stage.OutputRoot, name);
        using var content = new MemoryStream();
        CsvText.Write(content, ManifestRow.Columns, rows.Select(r => r.Fields()));
        var bytes = content.ToArray();
        // The note first: killed in between, or looked at by another run's merge, the manifest is
        // never there without it.
        Durable.Write(NoteOf(shard.Plan.Stage.Paths, Sha256Hex.OfBytes(bytes)), name);
        Durable.Write(file, stream => stream.Write(bytes));
        return rows;
    }

    /// <summary>All manifests of shards in a directory, by name.</summary>
    public static IReadOnlyList<ShardManifest> In(string directory) =>
        !Directory.Exists(directory)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(directory, "manifest_shard*.csv")
                    .Order(StringComparer.Ordinal)
                    .Select(file => (file, match: NamePattern().Match(Path.GetFileName(file))))
                    .Where(f => f.match.Success)
                    .Select(f => new ShardManifest(
                        f.file,
                        f.match.Groups[2].Success
                            ? int.Parse(f.match.Groups[2].Value, CultureInfo.InvariantCulture)
                            : null
                    )),
            ];

    /// <summary>Whether a shard of this pipeline wrote it and nobody changed it since.</summary>
    public bool IsOwn(StagePaths augment)
    {
        try
        {
            return System.IO.File.Exists(NoteOf(augment, Sha256Hex.OfFile(File)));
        }
        catch (FileNotFoundException)
        {
            // Another run's merge has just removed it, which it does with its own only.
            return true;
        }
    }

    /// <summary>Paths of those in the stage's directory that a shard of this pipeline wrote.</summary>
    public static IEnumerable<string> OwnIn(StagePaths augment) =>
        In(augment.OutputRoot).Where(m => m.IsOwn(augment)).Select(m => m.File);

    /// <summary>Removes it. Its note stays: another run's shard may be about to write the same manifest.</summary>
    public void Delete() => System.IO.File.Delete(File);

    private static string NoteOf(StagePaths augment, string hash) =>
        Path.Combine(augment.Root, "manifests", hash);

    [GeneratedRegex(@"^manifest_shard(\d{1,6})(?:_of_(\d{1,6}))?\.csv$")]
    private static partial Regex NamePattern();
}
