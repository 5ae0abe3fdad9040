using Sluice.Engine.Claims;
using Sluice.Engine.Commands;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;
using Sluice.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine;

/// <summary>A workspace with a stage of units a, b and c that copy their inputs, planned and run in this process.</summary>
internal sealed class TestStage : IDisposable
{
    public TestStage()
    {
        foreach (var key in (string[])["a", "b", "c"])
            Workspace.Write($"in/{key}.txt", $"text of {key}");
        Stage = new DeclaredStage
        {
            Name = "Copy",
            Workspace = Workspace.Root,
            OutputRoot = Workspace["out"],
            Worker = "copy",
            Parameters = Map(("mode", "plain")),
            Units = [Copying("a"), Copying("b"), Copying("c")],
        };
    }

    public Workspace Workspace { get; } = new();

    /// <summary>The stage as the next plan sees it.</summary>
    public DeclaredStage Stage { get; set; }

    /// <summary>Does the units; copies unless a test sets another.</summary>
    public IWorker Worker { get; set; } =
        new DelegateWorker(
            (unit, _) =>
            {
                File.WriteAllText(unit.Output(0), "copy of " + File.ReadAllText(unit.Inputs[0]));
                return Task.CompletedTask;
            }
        );

    public StringWriter Log { get; } = new();

    public Ledger Ledger => Ledger.Open(Stage.Paths.Ledger);

    public ClaimStore Claims => new(Stage.Paths, Stage.Limits.ClaimExpiry);

    public Unit Copying(string key) =>
        new()
        {
            Key = key,
            Inputs = [Workspace[$"in/{key}.txt"]],
            Outputs = [$"{key}.txt"],
            Parameters = Map(("seed", "42")),
        };

    /// <summary>The same stage with one of its units changed.</summary>
    public void Change(string key, Func<Unit, Unit> change) =>
        Stage = Stage with { Units = [.. Stage.Units.Select(u => u.Key == key ? change(u) : u)] };

    public Plan Plan(PlanOptions? options = null) =>
        new Planner(new HashCache(null, TimeProvider.System), options ?? new PlanOptions()).Make(
            Stage,
            Ledger,
            DateTimeOffset.UnixEpoch
        );

    /// <summary>What would run and why, a line a unit.</summary>
    public IReadOnlyList<string> Stale(PlanOptions? options = null) =>
        [.. Plan(options).Running.Select(u => $"{u.Unit.Key}: {u.Verdict}")];

    public Task<int> RunAsync(
        Plan? plan = null,
        Shard? shard = null,
        CancellationToken stop = default
    )
    {
        plan ??= Plan();
        // Where a run freezes its plan: without it a worker takes the stage's state for removed.
        Directory.CreateDirectory(Stage.Paths.Plans);
        return new WorkerLoop(
            plan,
            shard ?? new Shard(0, 1),
            new WorkerRegistry().Add("copy", () => Worker),
            TextWriter.Synchronized(Log),
            TimeProvider.System
        ).RunAsync(stop);
    }

    public static SortedDictionary<string, string> Map(params (string Key, string Value)[] pairs) =>
        new(pairs.ToDictionary(p => p.Key, p => p.Value), StringComparer.Ordinal);

    public void Dispose() => Workspace.Dispose();
}
