using Sluice.Driver.Executing;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Submit;

/// <summary>
/// The host that jobs start: a copy of this one in the workspace, which lies on the file system that
/// nodes share, so that a later build does not pull it away from under them.
/// </summary>
internal static class SlurmHost
{
    /// <summary>Where the executable will lie.</summary>
    public static string ExecutableIn(string workspace, string name)
    {
        var program = HostCommand.ForThisHost();
        return Path.Combine(RunPaths.HostsOf(workspace), name, Path.GetFileName(program[^1]));
    }

    /// <summary>Unique for a build.</summary>
    public static string Name()
    {
        var folder = AppContext.BaseDirectory.TrimEnd('/');
        var built = File.GetLastWriteTimeUtc(
            typeof(SlurmHost).Assembly.Location is { Length: > 0 } file ? file : folder
        );
        return $"{Path.GetFileName(folder)}-{Sha256Hex.OfText($"{folder} {built.Ticks}")[..8]}";
    }

    /// <summary>Puts it there, unless it is there.</summary>
    /// <exception cref="UserError">The workspace cannot be written.</exception>
    public static void Put(string workspace, string name)
    {
        var folder = Path.Combine(RunPaths.HostsOf(workspace), name);
        if (Directory.Exists(folder))
            return;
        var temporary = $"{folder}.{Guid.NewGuid():n}.tmp";
        try
        {
            Copy(AppContext.BaseDirectory, temporary);
            Directory.Move(temporary, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
            if (!Directory.Exists(folder))
                throw new UserError(
                    $"cannot put the host into {folder}: {e.Message}; jobs start it from there"
                );
        }
    }

    /// <summary>Removes those that no run needs.</summary>
    public static void Trim(string workspace, IReadOnlySet<string> needed)
    {
        var all = RunPaths.HostsOf(workspace);
        if (!Directory.Exists(all))
            return;
        foreach (var folder in Directory.EnumerateDirectories(all))
            if (!needed.Contains(Path.GetFileName(folder)))
                Directory.Delete(folder, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var directory in Directory.EnumerateDirectories(from))
            Copy(directory, Path.Combine(to, Path.GetFileName(directory)));
    }
}
