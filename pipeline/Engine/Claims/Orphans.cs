using System.Globalization;
using Sluice.Engine.Files;

namespace Sluice.Engine.Claims;

/// <summary>
/// Processes that a killed worker left behind. All it starts inherit its id in a variable, so that
/// they are known for certain, whatever group they are in and however early the worker was killed.
/// </summary>
public static class Orphans
{
    // Not SLUICE_…: those are settings, and a unit may itself run a pipeline.
    private const string Variable = "SLUICEWORKER";

    /// <summary>Marks what this process starts from now on.</summary>
    public static void Mark(string worker) => Environment.SetEnvironmentVariable(Variable, worker);

    /// <summary>Kills every process of this machine that bears one of the ids; others' cannot be seen, nor killed.</summary>
    public static void Kill(IReadOnlyCollection<string> workers)
    {
        if (workers.Count == 0)
            return;
        var marks = workers.Select(id => $"{Variable}={id}").ToHashSet(StringComparer.Ordinal);
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (
                int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var pid)
                && Environ(directory).Any(marks.Contains)
            )
                _ = Native.Kill(pid, Native.SignalKill);
    }

    private static string[] Environ(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Split('\0');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
