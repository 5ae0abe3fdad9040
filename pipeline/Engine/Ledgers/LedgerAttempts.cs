using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>
/// Every attempt a ledger still has, also those that a later one superseded: they are there until it
/// is compacted.
/// </summary>
public static class LedgerAttempts
{
    /// <summary>Reads them from the files of workers; the latest of each unit may be elsewhere.</summary>
    /// <param name="ledger">Just read on.</param>
    public static IReadOnlyList<LedgerRecord> Of(Ledger ledger)
    {
        var records = new List<LedgerRecord>();
        var scan = new LedgerScan();
        foreach (var path in ledger.Content.Files.Keys)
            try
            {
                new LedgerFile(path).ReadOn(
                    (line, _) =>
                    {
                        if (Read(scan, line) is { } record)
                            records.Add(record);
                        return true;
                    }
                );
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // Compacted meanwhile.
            }
        return records;
    }

    private static LedgerRecord? Read(LedgerScan scan, ReadOnlyMemory<byte> line)
    {
        if (!ChecksummedLine.IsWhole(line.Span))
            return null;
        try
        {
            scan.Read(line.Span);
            return scan.IsRecord
                ? new LedgerLine(line, scan.Order, scan.Fingerprint, "", []).Decode<LedgerRecord>()
                : null;
        }
        catch (Exception e) when (Ledger.IsNotUnderstood(e))
        {
            return null;
        }
    }
}
