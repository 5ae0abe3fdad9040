namespace Sluice.Engine.Ledgers;

/// <summary>The ledger cannot be written: no unit can be recorded, so the worker ends.</summary>
internal sealed class LedgerFailure(string ledger, Exception cause)
    : Exception(
        $"the ledger {ledger} cannot be written: {cause.Message}; what is not recorded will be done again",
        cause
    );
