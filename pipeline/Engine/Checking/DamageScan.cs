using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Checking;

/// <summary>Which bytes of a ledger's file of lines are no record. Pure.</summary>
internal static class DamageScan
{
    /// <summary>Ranges that are no record, neighbours as one, in order.</summary>
    /// <param name="bytes">The whole file.</param>
    public static IReadOnlyList<LedgerDamage> Of(ReadOnlyMemory<byte> bytes)
    {
        var damage = new List<LedgerDamage>();
        var start = 0;
        while (start < bytes.Length)
        {
            var length = bytes.Span[start..].IndexOf((byte)'\n');
            var end = length < 0 ? bytes.Length : start + length + 1;
            // Nobody writes zeros: they are what a crash of the machine leaves of a line.
            var torn = length < 0 && !bytes.Span[start..end].Contains((byte)0);
            if (length < 0 || !IsRecord(bytes[start..(end - 1)]))
                Add(damage, new LedgerDamage(start, end - start, torn));
            start = end;
        }
        return damage;
    }

    private static void Add(List<LedgerDamage> damage, LedgerDamage next)
    {
        if (!next.Torn && damage is [.., { Torn: false } last] && last.End == next.Offset)
            damage[^1] = last with { Length = last.Length + next.Length };
        else
            damage.Add(next);
    }

    private static bool IsRecord(ReadOnlyMemory<byte> line)
    {
        using var json = ChecksummedLine.Open(line);
        if (json is null)
            return false;
        try
        {
            var root = json.RootElement;
            _ = root.GetProperty(LedgerNames.Kind).GetString() switch
            {
                LedgerNames.Header => root.GetProperty(LedgerNames.Version).GetInt32(),
                LedgerNames.Shared => LedgerFormat
                    .ReadParts(root.GetProperty(LedgerNames.Parts))
                    .Length,
                _ => LedgerFormat.ReadRecord(root).Generation,
            };
            return true;
        }
        catch (Exception e) when (Ledger.IsNotUnderstood(e))
        {
            return false;
        }
    }
}

/// <summary>Bytes of a file that are no record.</summary>
/// <param name="Offset">Of the first.</param>
/// <param name="Length">How many.</param>
/// <param name="Torn">Whether they are the half-written end of the file.</param>
internal readonly record struct LedgerDamage(int Offset, int Length, bool Torn)
{
    /// <summary>Of the first byte after them.</summary>
    public int End => Offset + Length;
}
