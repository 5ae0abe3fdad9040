using Sluice.Engine.Claims;
using Sluice.Engine.Graph;

namespace Sluice.Tests.Engine.Simulation;

/// <summary>The file system as one simulated worker meets it: before each operation others may get the turn.</summary>
internal sealed class SimulatedFiles(ClaimSimulation simulation, Actor actor) : IClaimFiles
{
    private const int InputOutput = 5;

    public int Rename(string from, string to) => Do(tree => tree.Rename(from, to));

    public int MakeDirectory(string path) => Do(tree => tree.MakeDirectory(path));

    public int RemoveDirectory(string path) => Do(tree => tree.RemoveDirectory(path));

    public void MakeFile(string path)
    {
        if (Do(tree => tree.MakeFile(path) ? 0 : 2) != 0)
            throw new IOException($"cannot make {path}");
    }

    public bool Exists(string path)
    {
        actor.Yield();
        return simulation.Tree.Contains(path);
    }

    public IReadOnlyList<string> Names(string directory)
    {
        actor.Yield();
        return simulation.Tree.Names(directory);
    }

    public void RemoveTree(string path)
    {
        actor.Yield();
        simulation.Tree.RemoveTree(path);
    }

    public WorkerStatus? Status(string file)
    {
        actor.Yield();
        var worker = Path.GetFileNameWithoutExtension(file);
        return simulation.Tree.Contains(file)
            ? new WorkerStatus
            {
                Worker = new WorkerIdentity(worker, "host", "another machine", 1, 1),
                PlanId = "plan",
                Shard = new Shard(0, 1),
                Started = DateTimeOffset.UnixEpoch,
                ExitCode = simulation.Ended.Contains(worker) ? 0 : null,
            }
            : null;
    }

    public long? Modified(string file)
    {
        actor.Yield();
        return simulation.Tree.Modified(file);
    }

    public long Now(string directory)
    {
        actor.Yield();
        return simulation.Clock.OfFiles;
    }

    public void EndProcesses(string worker)
    {
        actor.Yield();
        simulation.Units.EndProcesses(worker);
    }

    private int Do(Func<VirtualTree, int> operation)
    {
        actor.Yield();
        switch (simulation.Refusal())
        {
            case Refusal.NotDone:
                return InputOutput;
            case Refusal.Done:
                operation(simulation.Tree);
                return InputOutput;
            default:
                return operation(simulation.Tree);
        }
    }
}
