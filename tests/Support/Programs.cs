using Sluice.Engine.Processes;

namespace Sluice.Tests.Support;

/// <summary>A PATH on which nothing lies but what a test names, as on a machine that lacks the rest.</summary>
internal static class Programs
{
    /// <summary>A folder of links to these programs.</summary>
    public static string Only(Workspace workspace, params string[] names)
    {
        var folder = Directory.CreateDirectory(workspace["only"]).FullName;
        foreach (var name in names)
            if (!File.Exists(Path.Combine(folder, name)))
                File.CreateSymbolicLink(Path.Combine(folder, name), ProgramPath.Find(name)!);
        return folder;
    }
}
