using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Upkeep;

namespace Sluice.Engine.Checking;

/// <summary>Finds damage in the files of a ledger, and takes it out of them.</summary>
internal static class LedgerCheck
{
    /// <summary>What is no record, each with file and byte.</summary>
    public static IEnumerable<Finding> Of(string directory, Ledger ledger)
    {
        if (!Directory.Exists(directory))
            yield break;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var file in Directory.EnumerateFiles(directory, "*.jsonl").Order(StringComparer.Ordinal)
        )
        {
            // Every line was read when the ledger was opened; only a file it complained of, or one
            // that ends within a line, is read again.
            var isNamed = ledger.Problems.Any(p => IsOf(p, file));
            if (!isNamed && EndsWithLine(file))
                continue;
            if (FileIdentity.Of(file) is { Size: 0 })
                yield return new Finding(
                    FindingKind.Torn,
                    "",
                    file,
                    "is empty: its worker died before it wrote, or what it recorded is lost"
                );
            foreach (var damage in DamageScan.Of(Disk.ReadAllBytes(file)))
            {
                told.Add(file);
                yield return new Finding(
                    damage.Torn ? FindingKind.Torn : FindingKind.Damaged,
                    "",
                    file,
                    damage.Torn
                        ? $"ends with half a line at byte {damage.Offset} ({Bytes(damage)}): its worker died while it wrote"
                        : $"is damaged at byte {damage.Offset} ({Bytes(damage)}): what was recorded there is lost"
                );
            }
        }
        foreach (var problem in ledger.Problems.Distinct())
            if (!told.Any(file => IsOf(problem, file)))
            {
                var file = Directory
                    .EnumerateFiles(directory, "*" + LedgerBase.Extension)
                    .FirstOrDefault(file => IsOf(problem, file));
                yield return new Finding(
                    FindingKind.Damaged,
                    "",
                    file ?? directory,
                    file is null
                        ? $"is damaged: {problem}"
                        : $"is damaged: {problem[(file.Length + 2)..]}"
                );
            }
    }

    /// <summary>Makes a new base file of all that can be read, and puts damaged ones away.</summary>
    /// <param name="files">The damaged ones.</param>
    /// <param name="plan">Of their stage.</param>
    /// <param name="ledger">The one that was checked.</param>
    /// <param name="keep">Where they go.</param>
    public static void Renew(
        IReadOnlyCollection<string> files,
        Plan plan,
        Ledger ledger,
        string keep
    )
    {
        var directory = plan.Stage.Paths.Ledger;
        ledger.Content.Damaged.UnionWith(files);
        new LedgerCompaction(ledger, directory, _ => true).Run(plan);
        Disk.MakeDirectories(keep);
        foreach (var file in files.Select(Path.GetFileName))
            Disk.Rename(
                Path.Combine(directory, LedgerCompaction.Damaged, file!),
                Path.Combine(keep, file!)
            );
    }

    /// <summary>Keeps a file's damaged bytes in a directory, then takes them out of the file.</summary>
    public static void Mend(string file, string keep)
    {
        var bytes = Disk.ReadAllBytes(file);
        if (bytes.Length == 0)
        {
            Disk.MakeDirectories(keep);
            Disk.Rename(file, Path.Combine(keep, Path.GetFileName(file)));
            return;
        }
        var damage = DamageScan.Of(bytes);
        foreach (var part in damage)
            Durable.Write(
                Path.Combine(keep, $"{Path.GetFileName(file)}@{part.Offset}"),
                stream => stream.Write(bytes.AsSpan(part.Offset, part.Length))
            );
        if (damage.Sum(part => part.Length) == bytes.Length)
            // All of it is kept aside now.
            Disk.Delete(file);
        else if (damage.Count > 0)
            Durable.Write(
                file,
                stream =>
                {
                    var start = 0;
                    foreach (var part in damage)
                    {
                        stream.Write(bytes.AsSpan(start..part.Offset));
                        start = part.End;
                    }
                    stream.Write(bytes.AsSpan(start));
                }
            );
    }

    private static bool IsOf(string problem, string file) =>
        problem.StartsWith($"{file}: ", StringComparison.Ordinal);

    private static string Bytes(LedgerDamage damage) =>
        damage.Length == 1 ? "1 byte" : $"{damage.Length:N0} bytes";

    private static bool EndsWithLine(string file)
    {
        using var handle = Disk.OpenRead(file);
        var length = RandomAccess.GetLength(handle);
        Span<byte> last = stackalloc byte[1];
        return length > 0
            && RandomAccess.Read(handle, last, length - 1) == 1
            && last[0] == (byte)'\n';
    }
}
