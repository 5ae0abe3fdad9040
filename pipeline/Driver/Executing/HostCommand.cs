using Sluice.Engine.Processes;

namespace Sluice.Driver.Executing;

/// <summary>How this host is started again, for a shard.</summary>
public static class HostCommand
{
    /// <summary>The self-contained executable, or <c>dotnet sluice.dll</c>.</summary>
    public static IReadOnlyList<string> ForThisHost()
    {
        var program = Environment.ProcessPath ?? ProgramPath.Find("dotnet") ?? "dotnet";
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "sluice.dll")]
            : [program];
    }
}
