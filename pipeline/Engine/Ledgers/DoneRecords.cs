using System.Collections;

namespace Sluice.Engine.Ledgers;

/// <summary>All done records of a ledger, each made as it is reached: a million of them are not held at once.</summary>
internal sealed class DoneRecords(Ledger ledger) : IReadOnlyCollection<DoneRecord>
{
    /// <inheritdoc/>
    public int Count
    {
        get
        {
            var content = ledger.Content;
            return (content.Base?.Count ?? 0) - content.Superseded.Count + content.Done.Count;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<DoneRecord> GetEnumerator()
    {
        var content = ledger.Content;
        if (content.Base is { } compacted)
            for (var row = 0; row < compacted.Count; row++)
                if (!content.Superseded.Contains(row) && ledger.Decode(compacted, row) is { } done)
                    yield return done;
        foreach (var line in content.Done.Values)
            yield return line.Decode<DoneRecord>();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
