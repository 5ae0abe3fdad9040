namespace Sluice.Engine.Running;

/// <summary>How one look at a unit ended.</summary>
public enum UnitResult
{
    /// <summary>Committed by this worker.</summary>
    Done,

    /// <summary>Someone else had committed it since the plan was made.</summary>
    DoneElsewhere,

    /// <summary>Failed for good.</summary>
    Failed,

    /// <summary>Another live worker holds it now.</summary>
    Busy,
}
