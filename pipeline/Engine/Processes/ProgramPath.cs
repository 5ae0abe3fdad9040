namespace Sluice.Engine.Processes;

/// <summary>Finds a program as execvp would.</summary>
public static class ProgramPath
{
    /// <summary>The absolute path of an executable file, or null.</summary>
    public static string? Find(string program, string? workingDirectory = null, string? path = null)
    {
        if (program.Contains('/'))
        {
            var full = Path.GetFullPath(
                program,
                workingDirectory ?? Directory.GetCurrentDirectory()
            );
            return IsExecutable(full) ? full : null;
        }
        path ??= Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin";
        return path.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (
            File.GetUnixFileMode(path)
            & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)
        ) != 0;
}
