using System.Runtime.CompilerServices;

namespace Sluice.Bench.Running;

/// <summary>The checkout that is measured.</summary>
internal static class Repository
{
    /// <summary>Absolute path of its root.</summary>
    public static string Root { get; } =
        Path.GetFullPath("../..", Path.GetDirectoryName(ThisFile())!);

    /// <summary>What users start.</summary>
    public static string BuildScript => Path.Combine(Root, "build.sh");

    /// <summary>What build.sh starts once everything is built.</summary>
    public static string Host
    {
        get
        {
            var hosts = Path.Combine(Root, "artifacts", "host");
            var current = File.ReadAllText(Path.Combine(hosts, "current")).Trim();
            return Path.Combine(hosts, current, "sluice.dll");
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
