namespace Sluice.Driver;

/// <summary>Finds the repository the host belongs to: it holds the configs and the sample.</summary>
public static class PipelineHome
{
    /// <summary>The nearest directory above the host's own that holds build.sh and configs, else the host's own.</summary>
    public static string Find()
    {
        for (
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            directory is not null;
            directory = directory.Parent
        )
            if (
                File.Exists(Path.Combine(directory.FullName, "build.sh"))
                && Directory.Exists(Path.Combine(directory.FullName, "configs"))
            )
                return directory.FullName;
        return AppContext.BaseDirectory.TrimEnd('/');
    }
}
