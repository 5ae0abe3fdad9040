namespace Sluice.Engine.Planning;

/// <summary>How it is decided whether a unit is up to date.</summary>
public enum CheckMode
{
    /// <summary>By fingerprint and by the outputs' recorded content.</summary>
    Fingerprint,

    /// <summary>By the outputs being there, as the old scripts did.</summary>
    Exists,
}
