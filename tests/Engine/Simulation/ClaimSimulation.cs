using Sluice.Engine.Claims;
using Sluice.Engine.Graph;

namespace Sluice.Tests.Engine.Simulation;

/// <summary>
/// Several workers on a virtual file system and clock, one operation at a time in an order that a
/// seed decides, faults included: the same seed gives the same run.
/// </summary>
internal sealed class ClaimSimulation
{
    private const long Millisecond = 1_000_000;
    private const long BeatEvery = 1000 * Millisecond;
    private const int MostSteps = 60_000;
    private const string Root = "/stage";

    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(30);

    // Three blocks, of 4, 2 and 1 units.
    private static readonly string[] Keys =
    [
        .. Enumerable
            .Range(0, 40_000)
            .Select(i => $"unit{i}")
            .Where(key => ClaimStore.BlockOf(key) < 3)
            .GroupBy(ClaimStore.BlockOf)
            .SelectMany(block => block.Take(4 >> block.Key)),
    ];

    private readonly Random _random;
    private readonly Faults _faults;
    private readonly List<Actor> _actors = [];
    private int _identities;

    public ClaimSimulation(int seed, Faults faults, int workers)
    {
        _random = new Random(seed);
        _faults = faults;
        Tree = new VirtualTree("/");
        foreach (var directory in (string[])["/stage", "/out", Paths.Root, Paths.Workers])
            MakeAll(directory);
        Units = new UnitModel(worker => !Tree.Contains($"{Paths.Staging}/{worker}/.fence"));
        for (var i = 0; i < workers; i++)
            _actors.Add(new Actor($"{i}", Live));
    }

    public VirtualTree Tree { get; }

    public VirtualClock Clock { get; } = new();

    public UnitModel Units { get; }

    /// <summary>Workers whose status says that they have ended.</summary>
    public HashSet<string> Ended { get; } = [];

    /// <summary>Workers whose fence was taken though they were neither killed nor paused.</summary>
    public List<string> WronglyFenced { get; } = [];

    private static StagePaths Paths { get; } = new(Root, "Stage");

    /// <summary>Runs to the end and says what went wrong; empty when all held.</summary>
    public IReadOnlyList<string> Run()
    {
        for (var steps = 0; _actors.Any(a => !a.HasEnded && !a.IsKilled); steps++)
        {
            if (steps > MostSteps)
                return [.. Units.Violations, "the workers do not come to an end"];
            Beat();
            Disturb();
            Next()?.Step();
            Clock.Advance(_random.Next(2) * Millisecond);
        }
        foreach (var killed in _actors.Where(a => !a.HasEnded))
            killed.Step();
        return
        [
            .. Units.Violations,
            .. _actors.Where(a => a.Failure is not null).Select(a => $"{a.Name}: {a.Failure}"),
            .. SomeoneEndedWell
                ? Keys.Where(k => !Units.IsDone(k)).Select(k => $"{k} was not done")
                : [],
        ];
    }

    /// <summary>Whether the next operation is refused.</summary>
    public Refusal Refusal() =>
        !_faults.HasFlag(Faults.Refuse)
            ? Simulation.Refusal.No
            : _random.Next(400) switch
            {
                0 => Simulation.Refusal.NotDone,
                1 => Simulation.Refusal.Done,
                _ => Simulation.Refusal.No,
            };

    private bool SomeoneEndedWell { get; set; }

    private Actor? Next()
    {
        while (_actors.Any(a => !a.HasEnded && !a.IsKilled))
        {
            var ready = _actors
                .Where(a => !a.HasEnded && !a.IsKilled && a.Until <= Clock.Now)
                .ToList();
            if (ready.Count > 0)
            {
                var actor = ready[_random.Next(ready.Count)];
                actor.IsPaused = false;
                return actor;
            }
            Clock.Advance(10 * Millisecond);
            Beat();
        }
        return null;
    }

    private void Beat()
    {
        foreach (var actor in _actors)
            if (actor is { HasEnded: false, IsKilled: false, IsPaused: false, Worker: not "" })
            {
                var file = Heartbeat.FileOf(Paths.Workers, actor.Worker);
                if (Clock.OfFiles - (Tree.Modified(file) ?? 0) >= BeatEvery)
                    Tree.Touch(file, Clock.OfFiles);
            }
    }

    private void Disturb()
    {
        // The last one is left alone: someone must end well for the others' units to be done.
        var victim = _actors[_random.Next(_actors.Count - 1)];
        if (_faults.HasFlag(Faults.Kill) && _random.Next(300) == 0)
            victim.IsKilled = true;
        if (_faults.HasFlag(Faults.Pause) && _random.Next(200) == 0)
        {
            victim.IsPaused = true;
            victim.Until = Clock.Now + _random.Next(90_000) * Millisecond;
        }
        if (_faults.HasFlag(Faults.Jump) && _random.Next(500) == 0)
            Clock.Jump += 3_600_000 * Millisecond;
    }

    private void Live(Actor actor)
    {
        while (true)
            try
            {
                Work(actor);
                SomeoneEndedWell = true;
                Ended.Add(actor.Worker);
                return;
            }
            catch (FenceLost)
            {
                if (!_faults.HasFlag(Faults.Pause))
                    WronglyFenced.Add(actor.Worker);
                Ended.Add(actor.Worker);
            }
            catch (IOException)
            {
                // As a shard ends whose file system refuses; the one that is left alone begins anew.
                Ended.Add(actor.Worker);
                if (actor != _actors[^1])
                    return;
            }
    }

    private void Work(Actor actor)
    {
        var files = new SimulatedFiles(this, actor);
        actor.Worker = $"w{++_identities}";
        Tree.Touch(Heartbeat.FileOf(Paths.Workers, actor.Worker), Clock.OfFiles);
        using var fence = Fence.Raise(Paths, actor.Worker, files);
        var store = new ClaimStore(Paths, Expiry, files, Clock);
        var worker = new SimulatedWorker(this, actor, fence, store, files, new(_random.Next()));
        worker.Run(Keys);
        store.Sweep();
    }

    private void MakeAll(string directory)
    {
        if (directory == "/" || Tree.Contains(directory))
            return;
        MakeAll(Path.GetDirectoryName(directory)!);
        Tree.MakeDirectory(directory);
    }
}
