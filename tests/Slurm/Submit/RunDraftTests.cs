using Sluice.Engine;
using Sluice.Engine.Jobs;
using Sluice.Engine.Planning;
using Sluice.Slurm;
using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>How a graph becomes job arrays: how wide, how many, what waits for what.</summary>
public sealed class RunDraftTests
{
    private static readonly ClusterLimits s_limits = new(1001, 10_000, "MaxJobCount");

    [Theory]
    // As many elements as shards, but none without a unit.
    [InlineData(5, 100, 1, 5, 5)]
    [InlineData(5, 3, 1, 3, 3)]
    [InlineData(5, 1, 1, 1, 1)]
    // Several tasks of an element are shards each; the last may be idle.
    [InlineData(8, 100, 4, 2, 8)]
    [InlineData(9, 100, 4, 3, 12)]
    [InlineData(9, 3, 4, 1, 4)]
    public void A_stage_is_cut_into_as_many_shards_as_wanted(
        int shards,
        int units,
        int tasks,
        int elements,
        int made
    )
    {
        var stage = Assert.Single(
            Draft([TakenStages.Of("A", units)], new() { Tasks = tasks }, shards)
        );

        Assert.Equal((made, tasks, units), (stage.Shards, stage.Tasks, stage.Units));
        Assert.Equal(elements, Assert.Single(stage.Arrays).Elements);
        Assert.EndsWith("/plans/" + Path.GetFileName(stage.Plan), stage.Plan);
    }

    [Fact]
    public void Arrays_have_names_of_their_own_and_what_their_job_asks_for()
    {
        var stages = Draft(
            [TakenStages.Of("A", 9)],
            new()
            {
                Attempts = 2,
                Time = "4m",
                EscalateTime = 2,
                Throttle = 3,
            }
        );

        Assert.Equal(
            ["A-1 A-1.id 1 4 3 60 00:04:00 after  ", "A-2 A-2.id 2 4 3 120 00:08:00 after A-1 "],
            stages[0]
                .Arrays.Select(a =>
                    $"{a.Label} {a.JobName} {a.Attempt} {a.Elements} {a.Throttle} {a.Lead} {a.TimeLimit} {Waits(a)}"
                )
        );
    }

    [Fact]
    public void A_late_stage_waits_for_the_last_attempts_of_all_before_it_and_plans_itself()
    {
        var a = TakenStages.Of("A", 9);
        var b = TakenStages.Of("B", 2, a);
        var c = TakenStages.Of("C", 3);
        var d = TakenStages.Of("D", 7, b, c);
        var settings = new SlurmSettings
        {
            Attempts = 2,
            Stages = new Dictionary<string, JobSettings> { ["C"] = new() { Attempts = 1 } },
        };

        var stages = Draft([a, b, c, d], settings);

        Assert.Equal(
            [
                "A-1 after  ",
                "A-2 after A-1 ",
                "B-1 after A-2 ",
                "B-2 after B-1 ",
                "C-1 after  ",
                "D-1 after A-2,B-2,C-1 ",
                "D-2 after D-1 ",
            ],
            Shown(stages)
        );
        Assert.Equal(["A", "B", "C"], stages[3].After);
        Assert.Equal([true, false, true, false], stages.Select(s => s.Plan is not null));
        // As wide as its units are now.
        Assert.Equal([4, 2, 3, 4], stages.Select(s => s.Shards));
    }

    [Fact]
    public void A_late_stage_whose_units_are_not_known_yet_is_as_wide_as_wanted()
    {
        var a = TakenStages.Of("A", 9);
        var b = TakenStages.Of("B", 1, a);
        var unknown = b with
        {
            Plan = b.Plan with { Stage = new DeclaredStage(b.Plan.Stage) { UnitsFollow = true } },
        };

        Assert.Equal(1, Draft([a, b], new())[1].Shards);
        Assert.Equal(4, Draft([a, unknown], new())[1].Shards);
    }

    [Fact]
    public void What_older_jobs_do_is_waited_for_by_their_ids()
    {
        var a = TakenStages.Of("A", 9).Live(isLeft: true, "11", "12");
        var b = TakenStages.Of("B", 2).Live(isLeft: false, "21");
        var c = TakenStages.Of("C", 3, a, b);

        var stages = Draft([a, b, c], new());

        Assert.Equal(["B-1 after  ", "C-1 after B-1 11,12,21"], Shown(stages));
        Assert.Equal((0, null), (stages[0].Arrays.Count, stages[0].Plan));
        Assert.All(stages.Take(2), stage => Assert.Equal(["older"], stage.Adopted));
        Assert.Empty(stages[2].Adopted);
    }

    [Fact]
    public void A_stage_wider_than_an_array_may_be_becomes_several_that_share_its_throttle()
    {
        var a = TakenStages.Of("A", 250);
        var b = TakenStages.Of("B", 1, a);

        var stages = Draft(
            [a, b],
            new() { Attempts = 2, Throttle = 30 },
            shards: 250,
            s_limits with
            {
                MaxArraySize = 101,
            }
        );

        Assert.Equal(
            [
                "A-1-1 after  ",
                "A-1-2 after  ",
                "A-1-3 after  ",
                "A-2-1 after A-1-1,A-1-2,A-1-3 ",
                "A-2-2 after A-1-1,A-1-2,A-1-3 ",
                "A-2-3 after A-1-1,A-1-2,A-1-3 ",
                "B-1 after A-2-1,A-2-2,A-2-3 ",
                "B-2 after B-1 ",
            ],
            Shown(stages)
        );
        Assert.Equal(
            [(0, 83, 10), (83, 83, 10), (166, 84, 10)],
            stages[0].Arrays.Take(3).Select(a => (a.Offset, a.Elements, a.Throttle))
        );
    }

    [Fact]
    public void Under_the_clusters_limit_the_widest_are_packed_attempts_and_queued_jobs_counting()
    {
        var a = TakenStages.Of("A", 50);
        var b = TakenStages.Of("B", 2, a);

        var stages = Draft(
            [a, b],
            new() { Attempts = 2 },
            shards: 50,
            s_limits with
            {
                MaxJobs = 40,
            },
            ownJobs: 10
        );

        // 2 × (13 + 2) of the 30 that are free.
        Assert.Equal([13, 2], stages.Select(stage => stage.Shards));
    }

    [Fact]
    public void A_cluster_that_takes_not_even_one_of_each_refuses()
    {
        var a = TakenStages.Of("A", 50);
        var b = TakenStages.Of("B", 2, a);

        var error = Assert.Throws<UserError>(() =>
            Draft(
                [a, b],
                new() { Attempts = 2 },
                limits: new ClusterLimits(1001, 1500, "MaxSubmitJobs of account lab"),
                ownJobs: 1497
            )
        );

        Assert.Equal(ExitCode.Refused, error.ExitCode);
        Assert.Equal(
            "the cluster takes 1,500 jobs of yours at once (MaxSubmitJobs of account lab), of which 1,497 are queued: no room for 2 stages; wait, or cancel some",
            error.Message
        );
    }

    [Fact]
    public void Each_limit_lowers_the_stages_that_it_counts()
    {
        var stages = Draft(
            [TakenStages.Of("A", 50), TakenStages.Of("B", 50), TakenStages.Of("C", 50)],
            new(),
            shards: 50,
            s_limits with
            {
                Submits =
                [
                    new("MaxSubmitJobsPerUser of qos q", 30, new HashSet<string> { "A", "B" }),
                    new("GrpSubmitJobs of account lab", 60, Used: 39),
                ],
            },
            ownJobs: 10
        );

        // 10 and 10 of the 20 that are free in q; then no more than 7 each of 21 in the account.
        Assert.Equal([7, 7, 7], stages.Select(stage => stage.Shards));
    }

    [Theory]
    [InlineData(
        3,
        1,
        "the cluster takes 3 jobs of yours at once (L): never room for 2 stages, since they need 4 queued at once even at --shards 1; submit one after the other (--target), or lower slurm.attempts, or name another account, qos or partition in the profile"
    )]
    [InlineData(
        0,
        2,
        "the cluster takes no job of yours at once (L): never room for 2 stages, since they need 4 queued at once even at --shards 1; name another account, qos or partition in the profile"
    )]
    [InlineData(
        5,
        3,
        "the cluster takes 5 jobs of yours at once (L), of which 3 are queued: no room for 2 stages; wait, or cancel some"
    )]
    public void A_limit_that_can_never_be_met_is_told_from_one_that_is_used_up(
        int most,
        int ownJobs,
        string message
    )
    {
        var error = Assert.Throws<UserError>(() =>
            Draft(
                [TakenStages.Of("A", 50), TakenStages.Of("B", 50)],
                new() { Attempts = 2 },
                limits: s_limits with
                {
                    Submits = [new("L", most)],
                },
                ownJobs: ownJobs
            )
        );

        Assert.Equal((ExitCode.Refused, message), (error.ExitCode, error.Message));
    }

    [Fact]
    public void Where_all_is_left_to_older_jobs_a_full_queue_is_no_matter()
    {
        var a = TakenStages.Of("A", 9).Live(isLeft: true, "11");

        var stages = Draft([a], new(), limits: s_limits with { MaxJobs = 5 }, ownJobs: 9);

        Assert.Empty(Assert.Single(stages).Arrays);
    }

    [Fact]
    public void The_bound_of_the_run_is_shared_by_what_can_run_at_once()
    {
        var a = TakenStages.Of("A", 9);
        var b = TakenStages.Of("B", 9);
        var c = TakenStages.Of("C", 9, a, b);
        var settings = new SlurmSettings
        {
            MaxRunning = 7,
            Stages = new Dictionary<string, JobSettings> { ["B"] = new() { Throttle = 2 } },
        };

        Assert.Equal(
            ["A-1 3", "B-1 2", "C-1 3"],
            Draft([a, b, c], settings)
                .SelectMany(stage => stage.Arrays)
                .Select(array => $"{array.Label} {array.Throttle}")
        );
    }

    [Fact]
    public void Where_not_even_one_of_each_may_run_the_arrays_queue_up()
    {
        var a = TakenStages.Of("A", 9);
        var b = TakenStages.Of("B", 9);
        var c = TakenStages.Of("C", 9, a);

        var stages = Draft([a, b, c], new() { MaxRunning = 1, Attempts = 2 });

        Assert.Equal(
            [
                "A-1 after  ",
                "A-2 after A-1 ",
                "B-1 after A-2 ",
                "B-2 after B-1 ",
                "C-1 after A-2,B-2 ",
                "C-2 after C-1 ",
            ],
            Shown(stages)
        );
        Assert.All(stages.SelectMany(s => s.Arrays), array => Assert.Equal(1, array.Throttle));
    }

    private static IReadOnlyList<SlurmStage> Draft(
        IReadOnlyList<TakenStage> taken,
        SlurmSettings settings,
        int shards = 4,
        ClusterLimits? limits = null,
        int ownJobs = 0
    ) => new RunDraft(taken, settings, shards, limits ?? s_limits, ownJobs).Stages("id");

    private static IEnumerable<string> Shown(IEnumerable<SlurmStage> stages) =>
        stages.SelectMany(stage => stage.Arrays).Select(array => $"{array.Label} {Waits(array)}");

    private static string Waits(ArrayJob array) =>
        $"after {string.Join(',', array.After)} {string.Join(',', array.AfterJobs)}";
}
