namespace Sluice.Tests.Engine.Properties;

/// <summary>What a crash leaves of a ledger.</summary>
internal static class LedgerDamage
{
    /// <summary>The ledger's files of single workers.</summary>
    public static string[] Files(string ledger) =>
        Directory.Exists(ledger) ? Directory.GetFiles(ledger, "*.jsonl") : [];

    /// <summary>Cuts one of the files that were not there before somewhere within its last line, so that its record is lost.</summary>
    public static void TearLastRecord(string ledger, string[] before, int choice)
    {
        var mine = Files(ledger).Except(before).Order(StringComparer.Ordinal).ToList();
        if (mine.Count == 0)
            return;
        var file = mine[choice % mine.Count];
        var bytes = File.ReadAllBytes(file);
        var start = bytes.AsSpan(..^1).LastIndexOf((byte)'\n') + 1;
        File.WriteAllBytes(file, bytes[..(start + choice % (bytes.Length - start))]);
    }
}
