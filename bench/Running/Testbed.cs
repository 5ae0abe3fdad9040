using Sluice.Bench.Measuring;

namespace Sluice.Bench.Running;

/// <summary>A genuine Slurm on this machine's loopback: three nodes of eight CPUs that are not there.</summary>
internal sealed class Testbed : IAsyncDisposable
{
    private static readonly string s_script = Path.Combine(Repository.Root, "tests/slurm/testbed");

    private readonly string _root = Path.Combine(
        Path.GetTempPath(),
        $"sluice-slurm-bench-{Environment.ProcessId}"
    );

    private Testbed() { }

    /// <summary>Variables with which commands find it.</summary>
    public Dictionary<string, string> Variables =>
        new()
        {
            ["SLURM_TESTBED"] = _root,
            ["SLURM_TESTBED_PORT"] = "27900",
            ["SLURM_CONF"] = Path.Combine(_root, "slurm.conf"),
        };

    /// <summary>Brings one up; null where it cannot be had, which the report then says.</summary>
    public static async Task<Testbed?> UpAsync(Report report)
    {
        var testbed = new Testbed();
        try
        {
            await testbed.TimeAsync(testbed.RootFolder, "bash", s_script, "up");
            return testbed;
        }
        catch (ChildFailure e)
        {
            report.Line($"  no Slurm here, skipped: {e.Message.Split('\n')[^1]}");
            return null;
        }
    }

    private string RootFolder => Path.GetTempPath();

    /// <summary>Times a command that uses it.</summary>
    public async Task<double> TimeAsync(string directory, params string[] command) =>
        (await RunAsync(directory, command)).Seconds;

    /// <summary>The same, with what it printed.</summary>
    public Task<(double Seconds, string Output)> RunAsync(
        string directory,
        params string[] command
    ) => Child.RunAsync(new Invocation(directory, command) { Environment = Variables });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await TimeAsync(RootFolder, "bash", s_script, "down");
        Directory.Delete(_root, recursive: true);
    }
}
