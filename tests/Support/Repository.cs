using System.Runtime.CompilerServices;

namespace Sluice.Tests.Support;

/// <summary>The checkout under test.</summary>
public static class Repository
{
    /// <summary>Absolute path of its root.</summary>
    public static string Root { get; } =
        Path.GetFullPath("../..", Path.GetDirectoryName(ThisFile())!);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
