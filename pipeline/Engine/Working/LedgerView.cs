using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>The ledger as the slots of one worker read it on together.</summary>
internal sealed class LedgerView(Plan plan)
{
    private readonly Ledger _ledger = Ledger.Open(plan.Stage.Paths.Ledger);
    private readonly Lock _gate = new();

    /// <summary>Reads what was appended since.</summary>
    public void Refresh()
    {
        lock (_gate)
            _ledger.Refresh();
    }

    /// <summary>What became of a unit, as far as it has been read.</summary>
    public UnitHistory Of(PlannedUnit planned)
    {
        lock (_gate)
            return UnitHistory.Of(plan, planned, _ledger);
    }

    /// <summary>The ledger, read on. Only for while no slot works.</summary>
    public Ledger Current()
    {
        lock (_gate)
        {
            _ledger.Refresh();
            return _ledger;
        }
    }
}
