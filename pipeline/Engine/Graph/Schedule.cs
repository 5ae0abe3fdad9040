namespace Sluice.Engine.Graph;

/// <summary>Which units a shard does besides those of its slice.</summary>
public enum Schedule
{
    /// <summary>Its slice first, then what is left of others'.</summary>
    Steal,

    /// <summary>None: the plain split.</summary>
    Static,
}
