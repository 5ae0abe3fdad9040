namespace Sluice.Engine.Configuration;

/// <summary>Settings with conditions that no single value can be held to.</summary>
public interface ISettings
{
    /// <summary>Every condition that does not hold: key within the section, dotted where it lies deeper, what was expected, what was found.</summary>
    IEnumerable<(string Key, string Expected, string Found)> Check();
}
