using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>
/// The genuine Slurm of tests/slurm/testbed, brought up by the first test that needs it, for all of
/// them. Where it cannot be had they are skipped by name.
/// </summary>
public class SlurmCluster : IAsyncDisposable
{
    private const int NotToBeHad = 3;
    private const string Prefix = "sluice-slurm-test-";

    private static readonly string s_testbed = Path.Combine(Repository.Root, "tests/slurm/testbed");

    private readonly string _root;
    private readonly string[] _options;
    private readonly Dictionary<string, string?> _environment;
    private readonly Lazy<Task<string?>> _whyNot;

    public SlurmCluster()
        : this("graph") { }

    /// <summary>Another one beside it.</summary>
    /// <param name="name">Tells them apart.</param>
    /// <param name="options">Of <c>testbed up</c>.</param>
    protected SlurmCluster(string name, params string[] options)
    {
        _options = options;
        _root = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{name}");
        _environment = new()
        {
            ["SLURM_TESTBED"] = _root,
            ["SLURM_TESTBED_PORT"] = FreePorts().ToString(CultureInfo.InvariantCulture),
            ["SLURM_CONF"] = Path.Combine(_root, "slurm.conf"),
        };
        _whyNot = new(UpAsync);
    }

    /// <summary>Variables with which Slurm's commands find the cluster.</summary>
    public IReadOnlyDictionary<string, string?> Variables => _environment;

    /// <summary>What every test calls first: the cluster is up, idle and whole, or the test is skipped.</summary>
    public async Task NeedAsync()
    {
        if (await _whyNot.Value is { } reason)
            Assert.Skip($"no Slurm here: {reason}");
        await CancelAllAsync();
        foreach (var node in await NodesAsync("down,drain"))
            await ResumeAsync(node);
    }

    /// <summary>Runs a program, e.g. sbatch, against the cluster.</summary>
    public Task<HostResult> RunAsync(string program, params string[] args) =>
        Shell.RunAsync(Path.GetTempPath(), _environment, [program, .. args]);

    /// <summary>Submits a job that runs a shell command.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> SubmitAsync(string command, params string[] args) =>
        (
            await RunAsync(
                "sbatch",
                ["--parsable", "--output=/dev/null", .. args, $"--wrap={command}"]
            )
        )
            .Exits(0)
            .Out.Trim();

    /// <summary>Jobs that are known as pending, running or completing: a line each in squeue's format.</summary>
    public async Task<string[]> SqueueAsync(string format = "%i %T %N", params string[] args) =>
        (await RunAsync("squeue", ["-h", "-o", format, .. args]))
            .Exits(0)
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Waits until a job is in a state.</summary>
    /// <returns>The node it is on.</returns>
    public async Task<string> UntilAsync(string job, string state)
    {
        var end = DateTime.UtcNow + TimeSpan.FromMinutes(1);
        while (true)
        {
            var now = await SqueueAsync("%T %N", "-j", job);
            if (now is [var line] && line.StartsWith(state + " ", StringComparison.Ordinal))
                return line[(state.Length + 1)..];
            if (DateTime.UtcNow > end)
                Assert.Fail($"job {job} never was {state}; it is {string.Join(", ", now)}");
            await Task.Delay(100);
        }
    }

    /// <summary>Lets slurmctld see a node fail: its jobs are requeued.</summary>
    public Task NodeFailAsync(int node) => DoAsync("node-fail", Number(node));

    /// <summary>Makes a node usable again.</summary>
    public Task ResumeAsync(int node) => DoAsync("node-resume", Number(node));

    /// <summary>Lets the controller forget every job, as it does some minutes after their end.</summary>
    public async Task ForgetAsync()
    {
        await StopControllerAsync();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_root, "state"), "job_state*"))
            File.Delete(file);
        await StartControllerAsync();
    }

    /// <summary>Stops slurmctld; its state stays, jobs run on.</summary>
    public Task StopControllerAsync() => DoAsync("ctld-stop");

    /// <summary>Starts slurmctld again.</summary>
    public Task StartControllerAsync() => DoAsync("ctld-start");

    /// <summary>Cancels every job, also of a test before that failed, and waits until none is left.</summary>
    public async Task CancelAllAsync()
    {
        await StartControllerAsync();
        var end = DateTime.UtcNow + TimeSpan.FromMinutes(1);
        while (await SqueueAsync() is { Length: > 0 } jobs)
        {
            if (DateTime.UtcNow > end)
                Assert.Fail($"jobs that do not end: {string.Join(", ", jobs)}");
            (await RunAsync("scancel", "--me")).Exits(0);
            await Task.Delay(200);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_whyNot.IsValueCreated)
            await Task.WhenAny(_whyNot.Value);
        Down(_root);
    }

    private async Task<string?> UpAsync()
    {
        if (Environment.UserName != "root")
            return "it needs root";
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Down(_root);
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
            if (!Directory.Exists($"/proc/{Path.GetFileName(left)[Prefix.Length..].Split('-')[0]}"))
                Down(left); // a test process that was killed has left it
        var up = await Testbed(["up", .. _options]);
        // A testbed that should work and does not is no reason to skip.
        if (up.ExitCode == NotToBeHad)
            return up.Error.Trim();
        up.Exits(0);
        return null;
    }

    private static void Down(string root)
    {
        if (!Directory.Exists(root))
            return;
        var variables = new Dictionary<string, string?> { ["SLURM_TESTBED"] = root };
        Shell
            .RunAsync(Path.GetTempPath(), variables, "bash", s_testbed, "down")
            .GetAwaiter()
            .GetResult();
        try
        {
            Directory.Delete(root, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Two clusters that begin at once remove the same leftover.
        }
    }

    private async Task DoAsync(params string[] verb) => (await Testbed(verb)).Exits(0);

    private Task<HostResult> Testbed(params string[] verb) =>
        Shell.RunAsync(Path.GetTempPath(), _environment, ["bash", s_testbed, .. verb]);

    private async Task<IEnumerable<int>> NodesAsync(string states) =>
        (await RunAsync("sinfo", "-h", "-N", "-p", "main", "-t", states, "-o", "%N"))
            .Exits(0)
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => int.Parse(name["node".Length..], CultureInfo.InvariantCulture));

    private static string Number(int node) => node.ToString(CultureInfo.InvariantCulture);

    // Below those that the system deals out itself: controller, accounting, database, nodes from +10 on.
    private static int FreePorts()
    {
        int[] offsets = [0, 1, 2, 10, 11, 12];
        for (var attempt = 0; ; attempt++)
        {
            var port = Random.Shared.Next(200, 320) * 100;
            if (attempt == 50 || offsets.All(offset => IsFree(port + offset)))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
