using System.Text;
using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Commands;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Monitor;
using Sluice.Tests.Support;

namespace Sluice.Tests.UnderFire;

/// <summary>
/// Units called anything Unicode allows go through a shard of the real host: claims, logs, ledger,
/// plan and everything that is printed keep them whole and apart.
/// </summary>
[Trait("Takes", "long")]
public sealed class NamesTests : IDisposable
{
    private static readonly string[] s_keys =
    [
        "a b ",
        "a\nb",
        "a\r\nb: failed: forged\n",
        "quotes \" ' ` $(touch forged) \\",
        "-rf",
        "--plan=x",
        "caf\u00e9",
        "cafe\u0301",
        "漢字 😀 \u202egnp.exe",
        "\e[2J\e[31mred\a",
        "../../up",
        "/abs/olute",
        ".",
        "..",
        ".sluice",
        "{param.none} {{ }}",
        "%s %n",
        new string('x', 255),
        new string('é', 127) + "\u202e",
        new string('y', 199) + "😀",
        new string('z', 5000),
    ];

    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Any_key_reaches_the_command_and_the_ledger_unchanged()
    {
        var stage = Stage("printf %s \"$1\" > \"$2\"");

        await RunAsync(stage, 0);

        foreach (var unit in stage.Units)
            Assert.Equal(unit.Key, _workspace.Read($"out/{unit.Outputs[0]}"));
        Assert.DoesNotContain(Plan(stage).Units, u => u.Verdict.IsStale);
        Assert.False(_workspace.Has("forged"));
        Assert.Empty(Directory.GetFileSystemEntries(stage.Paths.Staging));
    }

    [Fact]
    public async Task Any_key_that_fails_is_told_without_forging_a_line_or_steering_a_terminal()
    {
        var stage = Stage("echo \"$1 says\"; exit 3");

        var result = await RunAsync(stage, 1);

        HasNoControls(result.Out);
        Assert.DoesNotContain(
            result.Out.Split('\n'),
            line => line.StartsWith("b: failed: forged") || line.StartsWith("b ")
        );
        var (plan, ledger) = (Plan(stage), Ledger.Open(stage.Paths.Ledger));
        Assert.Equal(s_keys.Length, plan.Units.Count(u => ledger.Failed(u.Unit.Key) is not null));
        Assert.Equal(
            s_keys.Length,
            plan.Units.Select(u => ledger.Failed(u.Unit.Key)!.Log).Distinct().Count()
        );
        string[] shown =
        [
            .. ExplainText.Stage(plan, ledger),
            .. s_keys.SelectMany(key => ExplainText.Unit(plan, ledger, ShownText.Of(key))),
            .. PlanText.Reasons(plan, 100),
        ];
        Assert.Equal(s_keys.Length * 3, shown.Count(line => line.Contains("failed: sh")));
        foreach (var line in shown)
            HasNoControls(ShownText.Line(line));
    }

    [Fact]
    public void Any_key_survives_the_plan_file_and_a_workers_status()
    {
        var plan = Plan(Stage("true"));
        PlanFile.Write(plan);
        var read = PlanFile.Read(plan.File);
        Assert.Equal(s_keys, read.Units.Select(u => u.Unit.Key));
        Assert.Equal(plan.Units.Select(u => u.Fingerprint), read.Units.Select(u => u.Fingerprint));
        Assert.Equal(s_keys.Length, plan.Units.Select(u => u.Fingerprint).Distinct().Count());

        foreach (var key in s_keys)
        {
            using var heartbeat = new Heartbeat(
                _workspace["workers"],
                new WorkerStatus
                {
                    Worker = WorkerIdentity.Current("test"),
                    PlanId = "p",
                    Shard = new Shard(0, 1),
                    Started = DateTimeOffset.UnixEpoch,
                    Current = key,
                }
            );
            var status = WorkerStatus.Read(heartbeat.Path)!;
            Assert.StartsWith(status.Current.TrimEnd('\ufffd'), key);
            HasNoControls(ProgressText.Line(status.Shard, status, TimeSpan.FromSeconds(1), 120));
        }
    }

    [Fact]
    public async Task Outputs_may_be_called_anything_a_file_can()
    {
        string[] names =
        [
            "a b ",
            "a\nb",
            "-rf",
            "quotes \" ' ` $x \\",
            "caf\u00e9",
            "cafe\u0301",
            "\e[2J",
            "*?[x]",
            new string('x', 255),
            $"deep\n/{new string('é', 127)}",
        ];
        var stage = Stage("printf %s \"$1\" > \"$2\"");
        stage = stage with
        {
            Units = [.. names.Select((name, i) => new Unit { Key = $"{i}", Outputs = [name] })],
        };

        await RunAsync(stage, 0);

        for (var i = 0; i < names.Length; i++)
            Assert.Equal($"{i}", _workspace.Read($"out/{names[i]}"));
        Assert.DoesNotContain(Plan(stage).Units, u => u.Verdict.IsStale);
        File.Delete(_workspace["out/a\nb"]);
        var reason = Assert.Single(PlanText.Reasons(Plan(stage), 9));
        Assert.Equal(@"  1: output `a\nb` missing", ShownText.Line(reason));
    }

    public void Dispose() => _workspace.Dispose();

    private DeclaredStage Stage(string script) =>
        new()
        {
            Name = "Names",
            Workspace = _workspace.Root,
            OutputRoot = _workspace["out"],
            Worker = CommandWorker.Name,
            Command = new CommandTemplate
            {
                Arguments = ["sh", "-c", script, "sh", "{key}", "{output}"],
            },
            Units = [.. s_keys.Select((key, i) => new Unit { Key = key, Outputs = [$"{i}.txt"] })],
        };

    private static Plan Plan(DeclaredStage stage) =>
        new Planner(new HashCache(null, TimeProvider.System), new PlanOptions()).Make(
            stage,
            Ledger.Open(stage.Paths.Ledger),
            DateTimeOffset.UnixEpoch
        );

    private async Task<HostResult> RunAsync(DeclaredStage stage, int exitCode)
    {
        var plan = Plan(stage);
        PlanFile.Write(plan);
        var result = await Shell.RunAsync(
            _workspace.Root,
            "bash",
            Path.Combine(Repository.Root, "build.sh"),
            "worker",
            "--plan",
            plan.File,
            "--shard",
            "0/1"
        );
        return result.Exits(exitCode);
    }

    private static void HasNoControls(string text) =>
        Assert.DoesNotContain(
            text.EnumerateRunes(),
            rune =>
                Rune.IsControl(rune) && rune.Value is not ('\n' or '\t')
                || rune.Value is >= 0x202a and <= 0x202e
        );
}
