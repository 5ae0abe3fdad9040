namespace Sluice.Engine.Configuration;

/// <summary>A path relative to the workspace; becomes absolute when bound.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WorkspacePathAttribute : Attribute
{
    /// <summary>When a user names a file here, it must exist.</summary>
    public bool MustExist { get; init; }
}
