namespace Sluice.Engine.Graph;

/// <summary>What happens to a unit that another run works on.</summary>
public enum BusyUnits
{
    /// <summary>Its end is awaited.</summary>
    Wait,

    /// <summary>It fails, saying who holds it: for units that own a whole directory.</summary>
    Refuse,
}
