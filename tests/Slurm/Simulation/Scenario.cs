using Sluice.Engine;
using Sluice.Engine.Stages;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>
/// Some hours of a workspace on a cluster, as a seed has them: invocations of several kinds side by
/// side, other jobs, and trouble; then calm, in which one more invocation must put all in order.
/// </summary>
internal sealed class Scenario : IDisposable
{
    private static readonly TimeSpan s_troubled = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(2);

    private readonly SlurmSimulation _simulation;
    private readonly List<(SimulatedDriver Driver, string Does)> _drivers = [];

    public Scenario(int seed, Trouble trouble)
    {
        _simulation = new SlurmSimulation(seed, trouble, left: 2 + seed % 7, join: seed % 3);
        var random = Random;
        Cluster.Lost = () =>
        {
            for (var i = random.Next(4); i > 0; i--)
                Other();
        };
        Cluster.HasAccounting = random.Next(2) == 0;
        Cluster.MinJobAge = TimeSpan.FromSeconds(random.Next(3) == 0 ? 3 : 300);
        _simulation.Settings =
        [
            .. _simulation.Settings,
            $"slurm.attempts={1 + random.Next(2)}",
            $"slurm.max_running={random.Next(3)}",
            .. random.Next(2) == 0 ? ["slurm.throttle=1"] : Array.Empty<string>(),
            .. trouble.HasFlag(Trouble.ShortLimits) ? ["slurm.time=2m"] : Array.Empty<string>(),
        ];
    }

    private Random Random => _simulation.Random;

    private VirtualTime Time => _simulation.Time;

    private VirtualCluster Cluster => _simulation.Cluster;

    private List<string> Violations => _simulation.Violations;

    /// <summary>Runs to the end and says what went wrong; empty when all held.</summary>
    public IReadOnlyList<string> Run()
    {
        Others();
        for (var i = 2 + Random.Next(4); i > 0; i--)
            Time.In(Within(s_troubled) * Random.NextDouble(), Invoke);
        Time.In(Within(s_troubled), Disturb);
        var isOver = false;
        Time.In(s_troubled, () => isOver = true);
        if (
            !_simulation.Until(() =>
                Time.Now > s_longest || isOver && _drivers.TrueForAll(d => d.Driver.HasEnded)
            )
        )
            Violations.Add("nothing happens any more");
        foreach (var (driver, does) in _drivers.Where(d => !d.Driver.HasEnded))
            Violations.Add($"{does} does not end: {driver.Said}");
        if (Violations.Count == 0)
            Calm();
        return Violations;
    }

    public void Dispose() => _simulation.Dispose();

    private TimeSpan Within(TimeSpan span) => span * Random.NextDouble();

    private void Others()
    {
        Other();
        if (Time.Now < s_troubled)
            Time.In(Within(TimeSpan.FromMinutes(5)), Others);
    }

    // Those of others may last for ever, and leave a node.
    private void Other()
    {
        if (Cluster.Jobs.Count(job => job.Script.Length == 0 && job.IsOpen) < 4)
            Cluster.Submit(
                Random.Next(2) == 0 ? "bash" : "Left-1.20250101-000000-other0",
                Random.Next(2) == 0 ? "alice" : Environment.UserName,
                Random.Next(3),
                job => new VirtualJob
                {
                    Array = job.Array,
                    Id = job.Id,
                    Element = job.Element,
                    Name = job.Name,
                    User = job.User,
                    Takes = Random.Next(4) == 0 ? TimeSpan.FromDays(300) : Within(s_troubled),
                }
            );
    }

    private void Invoke()
    {
        var dies = _simulation.Has(Trouble.DyingDrivers) && Random.Next(2) == 0;
        var driver = new SimulatedDriver(_simulation, dies ? Random.Next(15) : null);
        var width = 1 + Random.Next(6);
        switch (Random.Next(8))
        {
            case 0:
                Begin(driver, "Cancel", () => driver.CancelAsync());
                break;
            case 1:
                Begin(driver, "Attach", driver.AttachAsync);
                break;
            case 2:
                Begin(driver, "Clean", driver.RefuseWhileBusyAsync);
                break;
            case 3:
                Begin(driver, "Detach", () => driver.RunAsync(width, detach: true));
                break;
            default:
                Begin(driver, "Run", () => driver.RunAsync(width));
                break;
        }
        if (_simulation.Has(Trouble.Interrupts))
            Time.In(Within(TimeSpan.FromMinutes(1)), driver.Interrupt);
    }

    private void Begin(SimulatedDriver driver, string does, Func<Task> live)
    {
        _drivers.Add((driver, does));
        _simulation.Start(async () =>
        {
            var here = _simulation.Own.Where(job => job.IsOpen).ToList();
            await live();
            Judge(driver, does, here);
        });
    }

    private void Judge(SimulatedDriver driver, string does, List<VirtualJob> here)
    {
        if (
            driver.Failure
            is not (null or UserError or StageFailure or OperationCanceledException or Killed)
        )
            Violations.Add($"{does}: {driver.Failure}");
        // Whoever sees it die tries again.
        if (driver.Failure is Killed && Random.Next(2) == 0)
            Time.In(Within(TimeSpan.FromSeconds(10)), Invoke);
        if (driver.Failure is not null)
            return;
        if (does == "Run" && _simulation.Undone.ToList() is { Count: > 0 } undone)
            Violations.Add($"a run ended well without {string.Join(", ", undone)}: {driver.Said}");
        if (does == "Cancel" && here.Exists(job => job.IsOpen))
            Violations.Add($"Cancel ended well and left jobs: {driver.Said}");
        if (does == "Clean" && here.Exists(job => job.IsOpen && _simulation.Own.Contains(job)))
            Violations.Add("Clean ended well while jobs were open");
    }

    private void Disturb()
    {
        if (_simulation.Has(Trouble.DyingNodes))
            Cluster.FailNode();
        if (_simulation.Has(Trouble.LostState) && Random.Next(2) == 0)
            Cluster.LoseState();
        var own = _simulation.Own.Where(job => job.IsOpen).ToList();
        if (_simulation.Has(Trouble.Meddling) && own.Count > 0)
        {
            var job = own[Random.Next(own.Count)];
            switch (Random.Next(3))
            {
                case 0:
                    Cluster.Cancel(job);
                    break;
                case 1:
                    Cluster.Requeue(job);
                    break;
                default:
                    job.IsHeld = true;
                    Time.In(Within(2 * s_troubled), () => Release(job));
                    break;
            }
        }
        if (Time.Now < s_troubled)
            Time.In(Within(TimeSpan.FromMinutes(4)), Disturb);
    }

    private void Release(VirtualJob job)
    {
        job.IsHeld = false;
        Cluster.Schedule();
    }

    private void Calm()
    {
        _simulation.Trouble = Trouble.None;
        foreach (var job in Cluster.Jobs)
            Release(job);
        if (Random.Next(3) == 0)
        {
            var cancel = _simulation.Drive(driver => driver.CancelAsync());
            if (cancel.Failure is not null || _simulation.Own.Any(job => job.IsOpen))
                Violations.Add(
                    $"Cancel leaves {_simulation.Own.Count(job => job.IsOpen)} jobs: {cancel.Failure} {cancel.Said}"
                );
        }
        var run = _simulation.Drive(driver => driver.RunAsync(1 + Random.Next(6)));
        if (run.Failure is not null || _simulation.Undone.Any())
            Violations.Add($"the last run does not end well: {run.Failure} {run.Said}");
        // What is not needed is taken back, or finds nothing to do.
        if (!_simulation.Until(() => !_simulation.Own.Any(job => job.IsOpen)))
            Violations.Add("jobs are left over");
        var again = _simulation.Drive(driver => driver.RunAsync(2));
        if (again.Failure is not null || again.Slurm.Calls.ContainsKey("sbatch"))
            Violations.Add($"a rerun submits: {again.Failure} {again.Said}");
    }
}
