namespace Sluice.Driver.Executing;

/// <summary>What an executor makes of a stage.</summary>
public enum Taking
{
    /// <summary>There is nothing to do.</summary>
    Nothing,

    /// <summary>It does the stage as planned.</summary>
    Planned,

    /// <summary>It plans the stage when what that reads has been made.</summary>
    Later,
}
