namespace Sluice.Bench.Running;

/// <summary>
/// The host with the stages of bench/Host, published as build.sh publishes the real one: a run of it
/// is a whole run, Cake's start included.
/// </summary>
internal static class BenchHost
{
    private static string Folder => Path.Combine(Repository.Root, "artifacts", "bench-host");

    /// <summary>Builds it, unless it is built.</summary>
    public static Task PublishAsync() =>
        Child.TimeAsync(
            Repository.Root,
            [
                .. (string[])["dotnet", "publish", "bench/Host/BenchHost.csproj", "-c", "Release"],
                "--use-current-runtime",
                "--no-self-contained",
                "-p:PublishReadyToRun=true",
                "-o",
                Folder,
                "--nologo",
                "-v",
                "quiet",
            ]
        );

    /// <summary>The command that runs a target over a workspace.</summary>
    public static string[] Run(string target, string workspace, params string[] more) =>
        ["dotnet", Program, $"--target={target}", "--workspace", workspace, .. more];

    /// <summary>
    /// Brings target Copy of a tree up to date without its commands, then runs it until the run before
    /// has left nothing to do for the next: hashes kept, ledger compacted.
    /// </summary>
    public static async Task PrepareAsync(string tree)
    {
        await Child.TimeAsync(tree, "dotnet", Program, "prepare", tree);
        // A file younger than this is not kept in the hash cache.
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        await Child.TimeAsync(tree, Run("Copy", tree));
    }

    /// <summary>Sees to it that a run finds nothing to do: else its time means nothing.</summary>
    /// <exception cref="ChildFailure">It does.</exception>
    public static async Task RequireUpToDateAsync(string tree)
    {
        var (_, output) = await Child.RunAsync(new Invocation(tree, Run("Copy", tree)));
        if (!output.Contains("Copy: 0 of ", StringComparison.Ordinal))
            throw new ChildFailure($"a tree that was made is not up to date:\n{output}");
    }

    /// <summary>The most memory the driver takes in a run with nothing to do, in bytes.</summary>
    public static async Task<long> PeakAsync(string tree)
    {
        var file = Path.GetTempFileName();
        try
        {
            await Child.RunAsync(
                new Invocation(tree, Run("Copy", tree))
                {
                    Environment = new() { ["BENCH_PEAK"] = file },
                }
            );
            return long.Parse(await File.ReadAllTextAsync(file)) * 1024;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Program => Path.Combine(Folder, "sluice.dll");
}
