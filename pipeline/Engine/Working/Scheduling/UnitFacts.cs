using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working.Scheduling;

/// <summary>What the plan and the ledger say of units.</summary>
internal sealed class UnitFacts(Plan plan, RunLimits limits, LedgerView ledger, Action<int> found)
    : IUnitFacts
{
    public bool IsExclusive(int unit) => plan.Running[unit].Unit.Exclusive;

    public int BlockOf(int unit) => ClaimStore.BlockOf(plan.Running[unit].Unit.Key);

    public bool IsSettled(int unit) => ledger.Of(plan.Running[unit]).IsSettled(limits);

    public void Found(int unit) => found(unit);
}
