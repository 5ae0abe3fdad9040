using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Monitor;
using Sluice.Tests.Engine;
using Sluice.Tests.Support;

namespace Sluice.Tests.Monitor;

/// <summary>What people read, word for word.</summary>
public sealed class TextTests : IDisposable
{
    private readonly TestStage _stage = new();

    [Fact]
    public void Plans()
    {
        var plan = _stage.Plan();
        Snapshot.Matches(
            Lines([
                PlanText.Headline(plan, 2, dryRun: false),
                PlanText.Headline(plan, 1, dryRun: true),
                .. PlanText.Reasons(plan, 2),
                PlanText.Headline(_stage.Plan(new PlanOptions { Only = "a" }), 1, dryRun: false),
                PlanText.Headline(_stage.Plan(new PlanOptions { Only = "z" }), 1, dryRun: false),
                PlanText.Headline(plan with { Units = [] }, 1, dryRun: false),
            ])
        );
    }

    [Fact]
    public void A_summary()
    {
        var plan = _stage.Plan();
        var failures = Enumerable
            .Range(0, 7)
            .Select(i => new FailedRecord
            {
                Unit = $"u{i}",
                Fingerprint = "f",
                Generation = 1,
                At = DateTimeOffset.UnixEpoch,
                Worker = "w",
                Sequence = i,
                ExitCode = i == 6 ? 137 : 1,
                Error = i == 6 ? "out of memory" : $"no column 'x{i}'\ntrace",
                Log = $"logs/u{i}.log",
            })
            .ToList();
        ShardOutcome Shard(int i, int exit) =>
            new(new Shard(i, 3), exit, TimeSpan.FromSeconds(3), _stage.Workspace[$"logs/{i}.log"]);
        Snapshot.Matches(
            Lines([
                .. SummaryText.Of(
                    new StageOutcome(
                        plan,
                        [Shard(0, 0), Shard(1, 137), Shard(2, 130)],
                        0,
                        failures,
                        ["n1", "n2", "n3", "n4", "n5", "n6"],
                        TimeSpan.FromSeconds(4),
                        false
                    )
                ),
                .. SummaryText.Of(
                    new StageOutcome(plan, [Shard(0, 0)], 0, [], [], TimeSpan.Zero, false)
                ),
            ])
        );
    }

    [Fact]
    public void Progress()
    {
        var status = Status(0) with
        {
            Total = 8,
            Done = 2,
            Failed = 1,
            Rows = 12_345,
            Current = "combo_1",
        };
        var elapsed = TimeSpan.FromSeconds(90);
        Snapshot.Matches(
            Lines(
                ProgressText.Line(new Shard(0, 3), status, elapsed, 120),
                ProgressText.Line(new Shard(1, 3), null, elapsed, 120),
                ProgressText.Line(
                    new Shard(2, 3),
                    status with
                    {
                        Done = 0,
                        Failed = 0,
                        Current = new string('k', 99),
                    },
                    elapsed,
                    80
                ),
                ProgressText.Line(
                    new Shard(2, 3),
                    status with
                    {
                        ExitCode = 0,
                        Done = 7,
                        Current = "",
                    },
                    elapsed,
                    120
                ),
                ProgressText.Line(new Shard(2, 3), status with { ExitCode = 1 }, elapsed, 120),
                ProgressText.Line(
                    new Shard(2, 3),
                    status with
                    {
                        Total = 0,
                        Done = 0,
                        Failed = 0,
                    },
                    elapsed,
                    120
                ),
                ProgressText.Overall([status, status], 16),
                ProgressText.Overall([], 16),
                ProgressText.Span(TimeSpan.FromHours(30))
            )
        );
    }

    [Fact]
    public void Status_of_stages()
    {
        var gone = Status(1);
        gone = gone with { Worker = gone.Worker with { Started = 1 } };
        IReadOnlyList<StageStatus> stages =
        [
            new(
                "Augment",
                1_234_567,
                1_234_000,
                567,
                3,
                [
                    Status(0) with
                    {
                        Current = "combo_1",
                    },
                    gone,
                    Status(2) with
                    {
                        ExitCode = 0,
                    },
                    Status(3) with
                    {
                        ExitCode = 130,
                    },
                    Status(4) with
                    {
                        ExitCode = 1,
                    },
                ]
            ),
            new("MergeManifests", 1, 0, 1, 0, []),
        ];
        Snapshot.Matches(Lines([.. StatusText.Table(stages), .. StatusText.Json(stages)]));
    }

    [Fact]
    public async Task Explanations()
    {
        await _stage.RunAsync();
        _stage.Change("b", u => u with { Parameters = TestStage.Map(("seed", "43")) });
        File.Delete(_stage.Workspace["out/c.txt"]);
        var plan = _stage.Plan();

        Snapshot.Matches(
            Lines([.. ExplainText.Stage(plan, _stage.Ledger), .. ExplainText.Json(plan)])
        );
        Assert.Empty(ExplainText.Unit(plan, _stage.Ledger, "none"));
        var unit = ExplainText.Unit(plan, _stage.Ledger, "b").ToList();
        Assert.Equal("Copy: b: parameter `seed` 42→43", unit[0]);
        Assert.Contains("    parameter `seed` 43", unit);
        Assert.Contains("  makes out/b.txt", unit);
        Assert.Contains(unit, line => line.StartsWith("  done "));
    }

    public void Dispose() => _stage.Dispose();

    private static string Lines(params string[] lines) => string.Join('\n', lines);

    private static WorkerStatus Status(int shard) =>
        new()
        {
            Worker = WorkerIdentity.Current("test"),
            PlanId = "plan",
            Shard = new Shard(shard, 5),
            Started = DateTimeOffset.UnixEpoch,
            Total = 10,
            Done = 2,
        };
}
