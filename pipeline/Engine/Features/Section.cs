namespace Sluice.Engine.Features;

/// <summary>A section of the configuration and the record it is bound to.</summary>
/// <param name="Name">As in YAML; its file is <c>configs/NAME.yaml</c>.</param>
/// <param name="Settings">A record with a parameterless constructor, one section's alone.</param>
public sealed record Section(string Name, Type Settings)
{
    /// <summary>One bound to a record of this type.</summary>
    public static Section Of<T>(string name)
        where T : new() => new(name, typeof(T));
}
