using Sluice.Slurm.Node;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Queue;

/// <summary>What waits though nothing is left is taken back: ours alone, once; against stand-ins for Slurm's commands.</summary>
public sealed class StageReleaseTests : IDisposable
{
    private const string Name = $"Augment-1.{SlurmSample.Id}";

    private readonly Workspace _workspace = new();
    private readonly RunPaths _paths;
    private readonly StandIns _slurm;
    private readonly ArrayJob _array = SlurmSample.Array("Augment-1", 4, "4711");

    public StageReleaseTests()
    {
        _slurm = new StandIns(_workspace);
        _slurm.With("scancel", "");
        _paths = new RunPaths(_workspace.Root, SlurmSample.Id);
        Directory.CreateDirectory(_paths.Root);
    }

    [Fact]
    public async Task Siblings_that_queue_are_cancelled_by_name_and_id_and_noted()
    {
        Squeue(
            $"4711|0|4712|RUNNING|node1|{Name}|None",
            $"4711|1|4713|PENDING||{Name}|JobHeldUser",
            $"4711|2-3|4711|PENDING||{Name}|Resources"
        );

        var told = await RunAsync();

        Assert.Contains("3 elements of job 4711 cancelled as not needed", told);
        Assert.Equal(
            [
                $"scancel --state=PENDING --name={Name} 4711",
                $"scancel --state=SUSPENDED --name={Name} 4711",
            ],
            _slurm.Calls.Where(call => call.StartsWith("scancel"))
        );
        Assert.Equal("1-3", File.ReadAllText(_paths.NotNeeded("Augment-1")));
    }

    [Theory]
    [InlineData("4711|1|4711|PENDING||Augment-1.other|Priority")]
    [InlineData($"12|1|12|PENDING||{Name}|Priority")]
    [InlineData($"4711|1|4711|PENDING||{Name}|Priority|user:alice")]
    [InlineData($"4711|1|4711|RUNNING|node1|{Name}|None")]
    [InlineData($"4711|1|4711|COMPLETED|node1|{Name}|None")]
    public async Task Nothing_else_is_touched(string job)
    {
        Squeue(job);

        Assert.Null(await RunAsync());
        Assert.Equal(0, _slurm.Count("scancel"));
        Assert.Empty(NotNeededNote.Read(_paths, _array));
    }

    [Fact]
    public async Task Whoever_comes_later_leaves_it_to_the_first()
    {
        Squeue($"4711|1|4711|PENDING||{Name}|Priority");

        await RunAsync();

        Assert.Null(await RunAsync());
        Assert.Equal(1, _slurm.Count("squeue"));
    }

    [Fact]
    public async Task One_that_has_begun_meanwhile_is_no_failure()
    {
        Squeue($"4711|1|4711|PENDING||{Name}|Priority");
        _slurm.With(
            "scancel",
            "echo 'scancel: error: Kill job error on job id 4711: Invalid job id specified' >&2; exit 1"
        );

        Assert.Contains("cancelled", await RunAsync());
        _slurm.With("scancel", "echo 'scancel: error: Access/permission denied' >&2; exit 210");
        Assert.Equal(
            "scancel: scancel: error: Access/permission denied",
            await new Scancel(_slurm.Tools).AllAsync(Name, "4711")
        );
    }

    [Theory]
    [InlineData(true, true, "Augment-1 Augment-1-2 Augment-2")]
    [InlineData(true, false, "Augment-1 Augment-1-2")]
    [InlineData(false, false, "")]
    public void Later_attempts_are_over_too_when_all_is_done(bool settled, bool done, string over)
    {
        var stage = SlurmSample.Stage(
            "Augment",
            _array,
            SlurmSample.Array("Augment-1-2"),
            SlurmSample.Array("Augment-2") with
            {
                Attempt = 2,
            }
        );

        Assert.Equal(
            over,
            string.Join(
                ' ',
                StageRelease.Over(stage, 1, new StageRest(settled, done)).Select(a => a.Label)
            )
        );
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0-2", 0, 1, 2)]
    [InlineData("0,2-3,7", 0, 2, 3, 7)]
    public void Elements_are_noted_as_Slurm_writes_them(string text, params int[] elements) =>
        Assert.Equal(text, NotNeededNote.Text(elements));

    [Theory]
    [InlineData(
        "JobId=18 ArrayJobId=18 ArrayTaskId=1 JobName=Augment-1.x UserId=a(1)",
        "Augment-1.x"
    )]
    [InlineData("slurm_load_jobs error", null)]
    public void A_jobs_name_is_found_in_what_scontrol_shows(string text, string? name) =>
        Assert.Equal(name, ScontrolOutput.NameOf(text));

    public void Dispose() => _workspace.Dispose();

    private Task<string?> RunAsync() => new StageRelease(_slurm.Tools, _paths).RunAsync([_array]);

    private void Squeue(params string[] lines)
    {
        File.WriteAllLines(_slurm["squeue.txt"], lines);
        _slurm.With("squeue", "cat \"$here/squeue.txt\"");
    }
}
