using Sluice.Engine;
using Sluice.Engine.Jobs;
using Sluice.Engine.Processes;
using Sluice.Slurm.Runs;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>Scripts are run by a real bash, and read by a real sbatch where there is one: every word comes through unchanged.</summary>
public sealed class SbatchScriptRunTests : IDisposable
{
    private const string Odd = "/data/it's 100% \"mine\" #1 $HOME `id` * ü";

    private static readonly string[] s_words =
    [
        "plain",
        "a b",
        "",
        "'",
        "''\"",
        "$HOME",
        "`id`",
        "\\",
        "a\\'b",
        "*",
        "~",
        "{a,b}",
        "!x",
        "#",
        ";&|<>()",
        "two\nlines",
        "\t",
        "ü",
        "-",
    ];

    private readonly Workspace _workspace = new();
    private readonly StandIns _programs;

    public SbatchScriptRunTests() => _programs = new StandIns(_workspace);

    [Fact]
    public async Task The_worker_is_started_with_exactly_its_words()
    {
        _programs.With("dotnet", "printf '%s\\0' \"$@\" >\"$here/words\"; exit 42");

        var result = await RunAsync(
            SbatchScriptTests.Of(new JobSettings(), workspace: Odd, host: $"{Odd}/sluice.dll")
        );

        // Its exit code is the job's.
        result.Exits(42);
        Assert.Equal([$"{Odd}/sluice.dll", .. Worker(Odd)], Words());
    }

    [Fact]
    public async Task Setup_comes_first_and_the_launcher_with_all_its_words_before_the_worker()
    {
        _programs.With("launch", "printf '%s\\0' \"$SETUP\" \"$@\" >\"$here/words\"");
        var job = new JobSettings
        {
            Setup = ["SETUP='a b'", "export SETUP"],
            Launcher = ["launch", .. s_words],
        };

        (await RunAsync(SbatchScriptTests.Of(job, host: $"{Odd}/sluice"))).Exits(0);

        Assert.Equal(["a b", .. s_words, $"{Odd}/sluice", .. Worker("/ws")], Words());
    }

    [Fact]
    public async Task Several_tasks_are_started_by_srun()
    {
        _programs.With("srun", "printf '%s\\0' \"$@\" >\"$here/words\"");
        _programs.With("dotnet", "");

        (await RunAsync(SbatchScriptTests.Of(new JobSettings { Tasks = 4 }))).Exits(0);

        var words = Words();
        Assert.Equal(["--ntasks=4", "--kill-on-bad-exit=0", "--export=ALL"], words.Take(3));
        Assert.EndsWith("/bin/dotnet", words[3]);
        Assert.Equal(Worker("/ws"), words.Skip(5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_warning_during_the_setup_ends_nothing_and_is_kept_for_the_worker(int tasks)
    {
        var lives = new RunPaths(_workspace.Root, SlurmSample.Id);
        Directory.CreateDirectory(lives.Outputs);
        // Of an earlier life of the same name, whatever says so.
        var stale = lives.Warned("Augment-1", "3.0");
        File.WriteAllText(stale, "");
        _programs.With("srun", "shift 3; exec \"$@\"");
        _programs.With(
            "dotnet",
            $"kill -USR1 {(tasks == 1 ? "$$" : "$PPID")}; ls \"$(dirname \"$WARNED\")\" >\"$here/seen\""
        );
        var job = new JobSettings
        {
            Tasks = tasks,
            Setup =
            [
                $"export SLURM_ARRAY_TASK_ID=3 WARNED={ShownText.ShellWord(stale)}",
                "[ ! -e \"$WARNED\" ] || exit 9",
                "kill -USR1 $$",
            ],
        };
        var script = SbatchScriptTests
            .Of(job, workspace: _workspace.Root)
            .Replace("\nsluice_life", "\nSLURM_ARRAY_TASK_ID=3\nsluice_life");

        (await RunAsync(script)).Exits(0);

        Assert.Equal("Augment-1.3.0.warned\n", File.ReadAllText(_programs["seen"]));
    }

    [Fact]
    public async Task Where_PATH_has_no_dotnet_that_of_the_submitting_machine_is_tried()
    {
        _programs.With("my dotnet's", "printf '%s\\0' \"$@\" >\"$here/words\"");

        var result = await RunAsync(
            SbatchScriptTests.Of(new JobSettings(), dotnet: _programs["my dotnet's"]),
            Programs.Only(_workspace, "basename", "dirname", "grep", "env", "hostname")
        );

        result.Exits(0);
        Assert.Equal(Worker("/ws"), Words().Skip(1));
    }

    [Fact]
    public async Task Without_any_dotnet_it_says_so_and_what_helps()
    {
        var result = await RunAsync(
            SbatchScriptTests.Of(new JobSettings(), dotnet: "/no such/dotnet"),
            Programs.Only(_workspace, "hostname")
        );

        Assert.Contains("load it in slurm.setup", result.Exits(3).Error);
    }

    [Fact]
    public async Task A_real_sbatch_reads_the_options_as_they_are_meant()
    {
        Assert.SkipWhen(ProgramPath.Find("sbatch") is null, "sbatch is not installed.");
        // Of a cluster that nobody answers for: it prints what it has read, and gives up.
        var conf = _workspace.Write(
            "slurm.conf",
            "ClusterName=none\nSlurmctldHost=localhost(127.0.0.1)\nSlurmctldPort=1\nNodeName=n\nPartitionName=p Nodes=n\n"
        );
        var job = new JobSettings
        {
            Partition = "p",
            Time = "90m",
            Mem = "8GB",
            Extra = ["--comment=it's \"mine\" # \\yes"],
        };
        var script = _workspace.Write("job.sh", SbatchScriptTests.Of(job, workspace: Odd));

        var result = await Shell.RunAsync(
            _workspace.Root,
            new Dictionary<string, string?> { ["SLURM_CONF"] = conf, ["LC_ALL"] = "C.UTF-8" },
            "sbatch",
            "-vv",
            script
        );

        string Read(string option) =>
            result
                .Error.Split('\n')
                .Select(line => line.Replace("sbatch: ", "").Split(':', 2))
                .FirstOrDefault(pair => pair[0].Trim() == option)
                ?[^1].Trim()
            ?? $"nothing in\n{result.Error}";
        Assert.Equal(Odd, Read("chdir"));
        Assert.Equal("it's \"mine\" # \\yes", Read("comment"));
        Assert.Equal("8G", Read("mem"));
        Assert.Equal("01:30:00", Read("time"));
        Assert.Equal("0-2", Read("array"));
        Assert.Equal("B:USR1@120", Read("signal"));
        Assert.Equal(
            $"{Odd.Replace("%", "%%")}/.sluice/slurm/{SlurmSample.Id}/out/Augment-1.%a.out",
            Read("output")
        );
    }

    public void Dispose() => _workspace.Dispose();

    private static string[] Worker(string workspace) =>
        ["worker", "--run", $"{workspace}/.sluice/slurm/{SlurmSample.Id}", "--array", "Augment-1"];

    private string[] Words() => File.ReadAllText(_programs["words"]).Split('\0')[..^1];

    private Task<HostResult> RunAsync(string script, string? path = null) =>
        Shell.RunAsync(
            _workspace.Root,
            new Dictionary<string, string?> { ["PATH"] = path ?? _programs.Path },
            "/bin/bash",
            _workspace.Write("job.sh", script)
        );
}
