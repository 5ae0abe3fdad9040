namespace Sluice.Engine;

/// <summary>How a path is written in messages and fingerprints.</summary>
public static class ShownPath
{
    /// <summary>Relative to the workspace where the path lies within it, so that a workspace can move.</summary>
    public static string Of(string path, string workspace)
    {
        var root = workspace.EndsWith('/') ? workspace : workspace + "/";
        return path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..] : path;
    }
}
