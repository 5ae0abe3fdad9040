using Sluice.Engine;
using Sluice.Engine.Jobs;
using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>Whole scripts as they are submitted.</summary>
public sealed class SbatchScriptTests
{
    private const string Host = "/ws/.sluice/slurm/hosts/release-0123abcd/sluice";

    [Fact]
    public void With_nothing_set() => Snapshot.Matches(Of(new JobSettings()));

    [Fact]
    public void With_everything_set() =>
        Snapshot.Matches(
            Of(
                new JobSettings
                {
                    Partition = "gpu,long",
                    Account = "my-lab",
                    Qos = "high",
                    Time = "36h",
                    Mem = "8G",
                    Cpus = 4,
                    Gres = "gpu:a100:1",
                    Gpus = "a100:1",
                    Constraint = "a&(b|c)",
                    Nodelist = "node[1-4]",
                    Exclude = "node3",
                    Setup = ["module load dotnet", "export A='b c'"],
                    Extra = ["--exclusive", "--mail-type=FAIL", "--comment=it's \"mine\" # yes"],
                    Lead = TimeSpan.FromMinutes(5),
                },
                SlurmSample.Array("Augment-1", 16) with
                {
                    Throttle = 8,
                }
            )
        );

    [Fact]
    public void With_several_tasks_srun_starts_them_and_each_is_warned() =>
        Snapshot.Matches(
            Of(
                new JobSettings
                {
                    Tasks = 4,
                    Cpus = 2,
                    Time = "90",
                }
            )
        );

    [Fact]
    public void With_a_launcher_dotnet_is_the_containers() =>
        Snapshot.Matches(
            Of(new JobSettings { Launcher = ["apptainer", "exec", "--nv", "my image.sif"] })
        );

    [Fact]
    public void With_a_self_contained_host_there_is_no_dotnet() =>
        Snapshot.Matches(Of(new JobSettings(), host: Host));

    [Fact]
    public void With_a_workspace_of_odd_characters() =>
        Snapshot.Matches(
            Of(
                new JobSettings(),
                workspace: "/data/it's 100% \"mine\" #1 $HOME",
                host: "/data/it's 100% \"mine\" #1 $HOME/sluice.dll"
            )
        );

    [Fact]
    public void A_backslash_in_the_workspace_is_refused_for_Slurm_would_write_no_output() =>
        Assert.Contains(
            "rename the directory",
            Assert.Throws<UserError>(() => Of(new JobSettings(), workspace: "/data/a\\b")).Message
        );

    [Fact]
    public void A_colon_in_the_workspace_is_refused_for_dotnet_would_not_start() =>
        Assert.Contains(
            "a colon in its name",
            Assert.Throws<UserError>(() => Of(new JobSettings(), workspace: "/data/a:b")).Message
        );

    [Theory]
    [InlineData("/data/a\nb")]
    [InlineData("/data/a\rb")]
    public void A_line_break_in_the_workspace_is_refused(string workspace)
    {
        var error = Assert.Throws<UserError>(() => Of(new JobSettings(), workspace: workspace));

        Assert.Contains("a line break cannot stand in a job script", error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain('\r', error.Message);
    }

    [Theory]
    [InlineData(null, null, 120)]
    [InlineData("UNLIMITED", null, 120)]
    [InlineData("4h", null, 120)]
    [InlineData("8m", null, 120)]
    [InlineData("4m", null, 60)]
    [InlineData("4m", 7, 7)]
    public void The_warning_comes_two_minutes_before_the_limit_or_a_quarter_of_it(
        string? time,
        int? lead,
        int seconds
    ) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            SbatchScript.LeadOf(
                new JobSettings
                {
                    Time = time,
                    Lead = lead is { } given ? TimeSpan.FromSeconds(given) : null,
                }
            )
        );

    internal static string Of(
        JobSettings job,
        ArrayJob? array = null,
        string workspace = "/ws",
        string host = Host + ".dll",
        string dotnet = "/usr/lib/dotnet/dotnet"
    ) =>
        SbatchScript.Of(
            array ?? SlurmSample.Array("Augment-1", 3),
            job,
            new RunPaths(workspace, SlurmSample.Id),
            workspace,
            host,
            dotnet
        );
}
