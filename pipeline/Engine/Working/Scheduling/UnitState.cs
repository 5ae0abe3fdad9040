namespace Sluice.Engine.Working.Scheduling;

/// <summary>How far a unit is, as one worker sees it.</summary>
internal enum UnitState : byte
{
    /// <summary>Not looked at yet.</summary>
    Open,

    /// <summary>Looked at; waits for the exclusive lane, its back-off, or whoever holds it.</summary>
    Aside,

    /// <summary>With a slot or the committer.</summary>
    Taken,

    /// <summary>Done, or failed for good, by whomever.</summary>
    Settled,
}
