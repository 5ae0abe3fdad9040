using System.Globalization;

namespace Sluice.Tests.UnderFire;

/// <summary>Living processes of a workspace, as /proc has them.</summary>
internal static class Processes
{
    /// <summary>Those whose command line names the directory, or that work in it; zombies do not count.</summary>
    public static IReadOnlyList<LiveProcess> In(string directory) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
                .Select(name => Look(int.Parse(name!, CultureInfo.InvariantCulture)))
                .OfType<LiveProcess>()
                .Where(p =>
                    p.WorkingDirectory == directory || p.Arguments.Any(a => a.Contains(directory))
                ),
        ];

    private static LiveProcess? Look(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X"
                ? null
                : new LiveProcess(
                    pid,
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    File.ReadAllText($"/proc/{pid}/cmdline").Split('\0'),
                    new FileInfo($"/proc/{pid}/cwd").LinkTarget
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
