using System.Globalization;
using Sluice.Engine.Files;

namespace Sluice.Engine.Running;

/// <summary>
/// Where a claim goes when it ends: renamed there in one step, then removed. Several may remove the
/// same one, and a process that outlived its worker may still write there: neither is an error, the
/// next sweep gets what is left.
/// </summary>
internal static class ClaimGrave
{
    /// <summary>A new name; it begins with a dot, as no claim's does.</summary>
    public static string Under(string claims) => Path.Combine(claims, $".taken-{Guid.NewGuid():n}");

    /// <summary>Whether an entry's name is such a one.</summary>
    public static bool Is(string name) => name.StartsWith('.');

    /// <summary>Ends the process that did the unit, then removes what the dead worker left.</summary>
    public static void Bury(string grave)
    {
        EndProcess(grave);
        Remove(grave);
    }

    // Only if it runs on this machine.
    private static void EndProcess(string grave)
    {
        string[] fields;
        try
        {
            fields = File.ReadAllText(Path.Combine(grave, Claim.ProcessFile)).Split(' ');
        }
        catch (IOException)
        {
            return;
        }
        if (
            fields.Length == 2
            && int.TryParse(fields[0], CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var started)
            && WorkerIdentity.StartOf(pid) == started
        )
            _ = Native.Kill(-pid, Native.SignalKill);
    }

    /// <summary>Removes it as far as it can be.</summary>
    public static void Remove(string grave)
    {
        try
        {
            Directory.Delete(grave, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said above.
        }
    }
}
