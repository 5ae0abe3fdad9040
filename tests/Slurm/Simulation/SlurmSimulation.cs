using Sluice.Driver;
using Sluice.Driver.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Slurm;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;
using Sluice.Slurm.Submit;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>
/// Drivers, elements and other users on a virtual cluster and in virtual time, with a workspace in
/// memory; one event at a time, in an order that a seed decides. What is true of the cluster is held
/// against what drivers do.
/// </summary>
internal sealed class SlurmSimulation : IDisposable
{
    private const int MostSteps = 200_000;

    private readonly Workspace _workspace = Sluice.Tests.Support.Workspace.InMemory();
    private readonly IReadOnlyList<Target> _targets;
    private readonly VirtualAnswers _answers;

    public SlurmSimulation(int seed, Trouble trouble = Trouble.None, int left = 6, int join = 2)
    {
        Trouble = trouble;
        Random = new Random(seed);
        Time = new VirtualTime(Random);
        Cluster = new VirtualCluster(Time, Random)
        {
            Run = (job, life) =>
                Started(new SimulatedElement(this, job, life, NewCommands()).LiveAsync()),
            Submitting = Submitted,
            Cancelling = Cancelled,
        };
        _answers = new VirtualAnswers(Cluster, Random) { Called = Called };
        _targets =
        [
            new Target("Left", "", [], new SimulatedStage("Left", left)),
            .. join > 0
                ? [new Target("Join", "", ["Left"], new SimulatedStage("Join", join))]
                : Array.Empty<Target>(),
        ];
        // Jobs start no host here.
        Directory.CreateDirectory(Path.Combine(RunPaths.HostsOf(Workspace), SlurmHost.Name()));
    }

    public Random Random { get; }

    public VirtualTime Time { get; }

    public VirtualCluster Cluster { get; }

    public SimulatedClaims Claims { get; } = new();

    public Trouble Trouble { get; set; }

    public string Workspace => _workspace.Root;

    /// <summary>Of every driver.</summary>
    public IReadOnlyList<string> Settings { get; set; } =
    ["run.executor=slurm", "slurm.time=4h", "slurm.interval=1m", "slurm.patience=60s"];

    /// <summary>How Slurm says that elements ended which ended well; null for what chance says.</summary>
    public string? EndState { get; set; }

    /// <summary>What was done that must not be.</summary>
    public List<string> Violations { get; } = [];

    public bool Has(Trouble trouble) => Trouble.HasFlag(trouble);

    public VirtualCommands NewCommands() => new(_answers, Time, Random, () => Trouble);

    public HostParts PartsOf(ISlurmCommands slurm) =>
        HostParts.Of([new SlurmFeature(slurm)], _targets);

    /// <summary>The workspace's own jobs.</summary>
    public IEnumerable<VirtualJob> Own => Cluster.Jobs.Where(IsOwn);

    /// <summary>Units of which nothing says that they are done.</summary>
    public IEnumerable<string> Undone =>
        _targets
            .Select(target => (SimulatedStage)target.Task)
            .SelectMany(stage =>
            {
                var ledger = Ledger.Open(
                    new Sluice.Engine.Graph.StagePaths(
                        Path.Combine(Workspace, "out"),
                        stage.Name
                    ).Ledger
                );
                return Enumerable
                    .Range(0, stage.Units)
                    .Where(i => ledger.Done($"{i}") is null)
                    .Select(i => $"{stage.Name} {i}");
            });

    /// <summary>Lets time pass until something is true.</summary>
    /// <returns>False when it never becomes so.</returns>
    public bool Until(Func<bool> isTrue)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new EventContext(Time));
        try
        {
            for (var steps = 0; !isTrue(); steps++)
                if (steps == MostSteps || !Time.Step())
                    return false;
            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Starts something within the simulation, now.</summary>
    public void Start(Func<Task> does) => Time.In(TimeSpan.Zero, () => Started(does()));

    /// <summary>Does one invocation to its end.</summary>
    /// <returns>It.</returns>
    public SimulatedDriver Drive(Func<SimulatedDriver, Task> does, int? diesAt = null)
    {
        var driver = new SimulatedDriver(this, diesAt);
        Start(() => does(driver));
        if (!Until(() => driver.HasEnded))
            Violations.Add($"a driver does not come to its end: {driver.Said}");
        return driver;
    }

    public void Dispose() => _workspace.Dispose();

    private bool IsOwn(VirtualJob job) =>
        job.Script.StartsWith(Workspace, StringComparison.Ordinal);

    private void Started(Task task) =>
        task.ContinueWith(
            failed => Violations.Add(failed.Exception!.InnerException!.ToString()),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );

    // A run is written right before sbatch is called: its file is as old as that.
    private void Called(string program, IReadOnlyList<string> asked)
    {
        if (program == "sbatch")
            File.SetLastWriteTimeUtc(
                new RunPaths(Path.GetDirectoryName(asked[^1])!).Run,
                Time.GetUtcNow().UtcDateTime
            );
    }

    private void Cancelled(VirtualJob job)
    {
        if (!IsOwn(job))
            Violations.Add($"job {job.Array} {job.Name} of {job.User} was cancelled");
    }

    private void Submitted(string name, IReadOnlyList<VirtualJob> jobs)
    {
        if (!IsOwn(jobs[0]))
            return;
        if (Cluster.All.Exists(job => job.Name == name && job.State != "LOST"))
            Violations.Add($"{name} was submitted twice");
        var (run, stage, array) = Of(jobs[0]);
        if (array.Attempt > 1 || PlanOf(run, stage) is not { } plan)
            return;
        var wanted = plan.Running.Select(u => u.Unit.Key).ToHashSet();
        foreach (var other in Own.Where(job => job.IsOpen))
        {
            var (older, theirs, their) = Of(other);
            if (
                older.Id == run.Id
                || theirs.Name != stage.Name
                || PlanOf(older, theirs) is not { } live
            )
                continue;
            var ledger = Ledger.Open(live.Stage.Paths.Ledger);
            var tries = (live.Stage.Limits.Retries + 1) * their.Attempt;
            foreach (var shard in theirs.ShardsOf(their, other.Element))
            foreach (var unit in live.Slice(shard).Where(u => wanted.Contains(u.Unit.Key)))
                if (!unit.IsDoneSince(ledger) && !(ledger.Failed(unit.Unit.Key)?.Attempt >= tries))
                    Violations.Add(
                        $"{name} does unit {unit.Unit.Key}, which is {other.State} job {other.Array}_{other.Element}'s"
                    );
        }
    }

    private static (SlurmRun, SlurmStage, ArrayJob) Of(VirtualJob job)
    {
        var run = SlurmRuns.Read(new RunPaths(Path.GetDirectoryName(job.Script)!));
        var label = Path.GetFileNameWithoutExtension(job.Script);
        var (stage, array) = run.Arrays.First(a => a.Array.Label == label);
        return (run, stage, array);
    }

    private static Plan? PlanOf(SlurmRun run, SlurmStage stage) =>
        SlurmRuns.PlanOf(run, stage) is { } file ? PlanFile.Read(file) : null;
}
