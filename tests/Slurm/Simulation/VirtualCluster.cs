using System.Globalization;
using Sluice.Slurm.Queue;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>The controller and nodes of a virtual cluster: jobs wait, run, end and are forgotten.</summary>
internal sealed class VirtualCluster(VirtualTime time, Random random)
{
    private static readonly string[] s_nodes = ["node0", "node1", "node2"];

    private const int Slots = 2;

    private readonly Dictionary<string, TimeSpan> _down = [];
    private int _next = 1;

    /// <summary>What the controller knows.</summary>
    public List<VirtualJob> Jobs { get; } = [];

    /// <summary>All that ever were, which the accounting knows.</summary>
    public List<VirtualJob> All { get; } = [];

    /// <summary>Lives on a node.</summary>
    public Action<VirtualJob, int> Run { get; set; } = (_, _) => { };

    /// <summary>Called before jobs are taken.</summary>
    public Action<string, IReadOnlyList<VirtualJob>> Submitting { get; set; } = (_, _) => { };

    /// <summary>Called with what a command of scancel ends.</summary>
    public Action<VirtualJob> Cancelling { get; set; } = _ => { };

    /// <summary>Called when it has lost its state: whoever is first has the first ids.</summary>
    public Action Lost { get; set; } = () => { };

    /// <summary>How long ended jobs are remembered.</summary>
    public TimeSpan MinJobAge { get; set; } = TimeSpan.FromMinutes(5);

    public bool HasAccounting { get; set; }

    /// <summary>Whether it takes what scancel asks for and does nothing.</summary>
    public bool IgnoresCancel { get; set; }

    /// <summary>Jobs of one user that are taken at once.</summary>
    public int MaxSubmit { get; set; } = 1000;

    /// <summary>Takes jobs.</summary>
    /// <returns>Their id.</returns>
    public string Submit(string name, string user, int elements, Func<VirtualJob, VirtualJob> with)
    {
        var id = (_next++).ToString(CultureInfo.InvariantCulture);
        IEnumerable<int> indexes =
            elements == 0 ? [JobState.NoArray] : Enumerable.Range(0, elements);
        List<VirtualJob> jobs =
        [
            .. indexes.Select(index =>
                with(
                    new VirtualJob
                    {
                        Array = id,
                        Id = id,
                        Element = index,
                        Name = name,
                        User = user,
                    }
                )
            ),
        ];
        Submitting(name, jobs);
        Jobs.AddRange(jobs);
        All.AddRange(jobs);
        Schedule();
        return id;
    }

    /// <summary>Starts what can be started, in an order of its own.</summary>
    public void Schedule()
    {
        foreach (var job in Jobs.OrderBy(_ => random.Next()).ToList())
        {
            if (job.State != "PENDING")
                continue;
            job.Reason = WhyNot(job);
            if (job.Reason.Length > 0)
                continue;
            job.Node = FreeNode()!;
            Start(job);
        }
    }

    /// <summary>Ends a job that runs.</summary>
    public void End(VirtualJob job, string state, string reason = "")
    {
        (job.State, job.Reason, job.Ended) = (state, reason, time.Now);
        job.Life++;
        time.In(MinJobAge, () => Jobs.Remove(job));
        Schedule();
    }

    /// <summary>Cancels one that has not ended; one that runs is at its end for a moment.</summary>
    public void Cancel(VirtualJob job)
    {
        if (!job.IsOpen || IgnoresCancel)
            return;
        if (job.State == "PENDING")
        {
            End(job, "CANCELLED");
            return;
        }
        job.State = "COMPLETING";
        var life = ++job.Life;
        time.In(
            TimeSpan.FromSeconds(random.Next(3)),
            () =>
            {
                if (job.Life == life)
                    End(job, "CANCELLED");
            }
        );
    }

    /// <summary>Puts one that runs back into the queue.</summary>
    public void Requeue(VirtualJob job)
    {
        if (!job.IsOpen || job.State == "PENDING")
            return;
        job.Life++;
        job.Restarts++;
        (job.State, job.Node) = ("PENDING", "");
        job.Eligible = time.Now + TimeSpan.FromSeconds(2 + random.Next(120));
        time.In(job.Eligible - time.Now, Schedule);
    }

    /// <summary>Lets a node die and come again.</summary>
    public void FailNode()
    {
        var node = s_nodes[random.Next(s_nodes.Length)];
        _down[node] = time.Now + TimeSpan.FromSeconds(random.Next(600));
        time.In(_down[node] - time.Now, Schedule);
        foreach (var job in Jobs.Where(job => job.Node == node && job.IsOpen).ToList())
            if (random.Next(4) == 0)
                End(job, "NODE_FAIL");
            else
                Requeue(job);
    }

    /// <summary>Loses all jobs, and begins with its ids again.</summary>
    public void LoseState()
    {
        foreach (var job in Jobs.Where(job => !job.HasEnded))
        {
            job.Life++;
            (job.State, job.Ended) = ("LOST", time.Now);
        }
        Jobs.Clear();
        _next = 1;
        Lost();
    }

    private string WhyNot(VirtualJob job) =>
        job.IsHeld ? "JobHeldAdmin"
        : job.After.Any(id => Jobs.Any(other => other.Array == id && !other.HasEnded))
            ? "Dependency"
        : job.Eligible > time.Now ? "BeginTime"
        : job.Throttle > 0
        && Jobs.Count(other => other.Array == job.Array && other.Node.Length > 0 && !other.HasEnded)
            >= job.Throttle
            ? "JobArrayTaskLimit"
        : FreeNode() is null ? "Resources"
        : "";

    private string? FreeNode() =>
        s_nodes.FirstOrDefault(node =>
            _down.GetValueOrDefault(node) <= time.Now
            && Jobs.Count(job => job.Node == node && !job.HasEnded) < Slots
        );

    private void Start(VirtualJob job)
    {
        if (job.Element != JobState.NoArray && !job.HasBegun)
            job.Id = (_next++).ToString(CultureInfo.InvariantCulture);
        (job.State, job.Started, job.HasBegun) = ("RUNNING", time.Now, true);
        var life = ++job.Life;
        if (job.Script.Length > 0)
            Run(job, life);
        else
            time.In(
                job.Takes,
                () =>
                {
                    if (job.Life == life)
                        End(job, "COMPLETED");
                }
            );
    }
}
