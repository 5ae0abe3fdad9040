using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>
/// Goes through a ledger in the order of the plan it was compacted for: the next unit asked for is
/// mostly the next row, and nothing needs to be searched. For one thread.
/// </summary>
/// <param name="ledger">Not read on meanwhile.</param>
/// <param name="first">The likeliest row of the first unit.</param>
internal sealed class LedgerCursor(Ledger ledger, int first)
{
    private readonly LedgerContent _content = ledger.Content;
    private readonly LedgerBase? _base = ledger.Content.Base;
    private int _next = first;

    /// <summary>The row that says that a unit is done with this fingerprint, nothing later being known; -1 when there is none.</summary>
    public int Match(string key, Hash256 fingerprint)
    {
        if (_base is null || _content.Done.Count > 0 && _content.Done.ContainsKey(key))
            return -1;
        // The fingerprint covers the key: equal means the same unit.
        if ((uint)_next >= (uint)_base.Count || _base.Rows[_next].Fingerprint != fingerprint)
        {
            if (_base.RowOf(key, fingerprint) is >= 0 and var found)
                _next = found;
            else
                return -1;
        }
        return _next++;
    }

    /// <summary>Whether a row is proven to share neither key nor output with other such rows.</summary>
    public bool IsProven(int row) => (_base!.Places[row].Flags & BaseFlags.Proven) != 0;

    /// <summary>How many outputs a row has.</summary>
    public int Outputs(int row) => _base!.Rows[row].Outputs;

    /// <summary>Identity of one of a row's outputs as recorded.</summary>
    public FileIdentity OutputOf(int row, int output) => _base!.OutputOf(row, output);
}
