using System.Text.Json;
using Sluice.Tests.Support;

namespace Sluice.Tests.Cluster;

/// <summary>
/// A workspace whose stages run as jobs of the testbed. Units say in the file <c>runs</c> that they
/// began; Slurm's commands can be replaced by scripts that call the real ones.
/// </summary>
internal sealed class ClusterRun(SlurmCluster cluster) : IDisposable
{
    private static readonly string[] s_always =
    [
        "--executor",
        "slurm",
        "--set",
        "slurm.interval=1s",
        "--set",
        "run.grace=2s",
    ];

    private readonly GraphHost _host = new();

    public Workspace Workspace => _host.Workspace;

    /// <summary>Units 0, 1, … of a stage; each notes its key in <c>runs</c>, runs the script, and writes its output.</summary>
    public void Stage(string name, int count, string script = "") =>
        _host.Shell(name, count, $"echo {name} $1 >> runs; {script}\necho $1 > \"$2\"");

    /// <summary>A stage as JSON.</summary>
    public void Describe(string name, object description) =>
        _host.Stage(name, JsonSerializer.Serialize(description));

    /// <summary>Replaces a command: <c>$real</c> is the genuine one.</summary>
    public void Replace(string program, string script)
    {
        var path = Workspace.Write(
            $"bin/{program}",
            $"#!/bin/bash\nreal=$(PATH=${{PATH#*:}} command -v {program})\n{script}\n"
        );
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    /// <summary>Notes every call of a command.</summary>
    public void Count(string program) =>
        Replace(program, $"echo {program} >> \"{Workspace["calls"]}\"; exec \"$real\" \"$@\"");

    /// <summary>How often it was called.</summary>
    public int Calls(string program) =>
        Workspace.Has("calls")
            ? File.ReadLines(Workspace["calls"]).Count(line => line == program)
            : 0;

    public RunningHost Start(params string[] args) =>
        Start(new Dictionary<string, string?>(), args);

    /// <summary>With variables besides the cluster's.</summary>
    public RunningHost Start(
        IReadOnlyDictionary<string, string?> variables,
        params string[] args
    ) =>
        _host.Start(
            new Dictionary<string, string?>(cluster.Variables.Concat(variables))
            {
                ["PATH"] = $"{Workspace["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
            },
            [.. s_always, .. args]
        );

    public Task<HostResult> RunAsync(params string[] args) =>
        Start(args).EndAsync(TimeSpan.FromMinutes(4));

    /// <summary>A target that only looks or operates.</summary>
    public Task<HostResult> TargetAsync(string target, params string[] args) =>
        RunAsync([$"--target={target}", .. args]);

    /// <summary>Which units began, in order, e.g. "One 3".</summary>
    public IReadOnlyList<string> Runs() =>
        Workspace.Has("runs") ? [.. File.ReadLines(Workspace["runs"])] : [];

    /// <summary>Until the first array of a submission, a stage's, is queued.</summary>
    public Task UntilSubmittedAsync(string stage) =>
        Wait.UntilAsync(
            () => Directory.Exists(Workspace[".sluice/slurm"]) && Jobs(stage) is [{ Length: > 0 }],
            $"the array of {stage}"
        );

    public Task UntilRunsAsync(int count) =>
        Wait.UntilAsync(
            () => Runs().Count >= count,
            () => $"only these ran: {string.Join(", ", Runs())}"
        );

    /// <summary>The unit's output stands.</summary>
    public bool Has(string stage, int unit) =>
        Workspace.Has(GraphHost.Output(stage, $"{unit}.txt"));

    /// <summary>Every unit of a stage is done, with its content, and recorded as done exactly once.</summary>
    public void IsDoneOnce(string stage, int count)
    {
        for (var i = 0; i < count; i++)
            Assert.Equal($"{i}\n", Workspace.Read(GraphHost.Output(stage, $"{i}.txt")));
        var done = Records(stage)
            .Where(r => r.GetProperty("t").GetString() == "done")
            .GroupBy(r => r.GetProperty("u").GetString())
            .ToDictionary(g => g.Key!, g => g.Count());
        Assert.Equal(count, done.Count);
        Assert.All(done, unit => Assert.Equal(1, unit.Value));
    }

    /// <summary>Records of a stage's ledger.</summary>
    public IEnumerable<JsonElement> Records(string stage)
    {
        var ledger = Workspace[$"out/{stage.ToLowerInvariant()}/.sluice/{stage}/ledger"];
        return !Directory.Exists(ledger)
            ? []
            : Directory
                .EnumerateFiles(ledger)
                .SelectMany(File.ReadLines)
                .Where(line =>
                    line.StartsWith('{') && line.Contains("\"crc\"", StringComparison.Ordinal)
                )
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(r => r.TryGetProperty("u", out _));
    }

    /// <summary>Ids of the jobs of a stage's arrays, the newest run's first.</summary>
    public IReadOnlyList<string> Jobs(string stage) =>
        [
            .. Directory
                .EnumerateFiles(Workspace[".sluice/slurm"], "run.json", SearchOption.AllDirectories)
                .OrderDescending(StringComparer.Ordinal)
                .SelectMany(file =>
                    JsonDocument
                        .Parse(File.ReadAllText(file))
                        .RootElement.GetProperty("stages")
                        .EnumerateArray()
                )
                .Where(s => s.GetProperty("name").GetString() == stage)
                .SelectMany(s => s.GetProperty("arrays").EnumerateArray())
                .Select(a => a.TryGetProperty("job", out var job) ? job.GetString()! : ""),
        ];

    public void Dispose() => _host.Dispose();
}
