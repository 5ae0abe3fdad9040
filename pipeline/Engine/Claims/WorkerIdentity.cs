using System.Globalization;

namespace Sluice.Engine.Claims;

/// <summary>Names a worker process so that others can tell whether it lives.</summary>
/// <param name="Id">Unique for ever; names its files.</param>
/// <param name="Host">Machine name.</param>
/// <param name="Boot">The kernel's boot id and the pid namespace: pids mean something only within both.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Started">Start time of the process in clock ticks since boot: tells a reused pid.</param>
public sealed record WorkerIdentity(string Id, string Host, string Boot, int Pid, long Started)
{
    /// <summary>This process.</summary>
    public static WorkerIdentity Current(string role)
    {
        var host = Environment.MachineName;
        var safeHost = string.Concat(host.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
        var pid = Environment.ProcessId;
        var unique = Guid.NewGuid().ToString("n")[..8];
        return new($"{role}-{safeHost}-{pid}-{unique}", host, BootId(), pid, StartOf(pid) ?? 0);
    }

    /// <summary>
    /// False when the process is certainly gone; null when it cannot be known from here, because it
    /// runs on another machine.
    /// </summary>
    public bool? IsRunning() => Boot != BootId() ? null : StartOf(Pid) == Started;

    /// <summary>Start time of a process, field 22 of /proc/pid/stat; null when there is none or it is a zombie.</summary>
    internal static long? StartOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The command's name, in parentheses, may itself hold blanks and parentheses.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X"
                ? null
                : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string BootId()
    {
        try
        {
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            var space = new FileInfo("/proc/self/ns/pid").LinkTarget;
            return $"{boot} {space}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.MachineName;
        }
    }
}
