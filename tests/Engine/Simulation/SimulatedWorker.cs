using Sluice.Engine.Claims;

namespace Sluice.Tests.Engine.Simulation;

/// <summary>What a worker does with its claims, in the order of the real one.</summary>
internal sealed class SimulatedWorker(
    ClaimSimulation simulation,
    Actor actor,
    Fence fence,
    ClaimStore store,
    SimulatedFiles files,
    Random random
)
{
    private const long Poll = 200_000_000;

    public void Run(IReadOnlyList<string> keys)
    {
        while (keys.Where(k => !simulation.Units.IsDone(k)).ToList() is { Count: > 0 } left)
        {
            var unit = left[random.Next(left.Count)];
            if (random.Next(3) == 0)
                RunBlock(ClaimStore.BlockOf(unit), keys);
            else
                RunUnit(unit);
        }
    }

    private void RunUnit(string unit)
    {
        if (store.TryClaim(unit, fence) is not { } claim)
        {
            Wait();
            return;
        }
        Do(unit);
        claim.Release();
    }

    private void RunBlock(int block, IReadOnlyList<string> keys)
    {
        if (store.TryClaimBlock(block, fence) is not { } claim)
        {
            Wait();
            return;
        }
        foreach (var unit in keys.Where(k => ClaimStore.BlockOf(k) == block))
        {
            if (random.Next(4) == 0)
            {
                var narrowed = claim.NarrowTo(unit);
                Do(unit);
                narrowed.Release();
                return;
            }
            Do(unit);
        }
        claim.Release();
    }

    // Looks at the ledger only now: whoever held the unit before has recorded it before letting go.
    private void Do(string unit)
    {
        actor.Yield();
        if (simulation.Units.IsDone(unit))
            return;
        Refused(files.MakeDirectory(fence.Slot(0)) is not (0 or 17));
        Refused(files.MakeDirectory($"{fence.Slot(0)}/{unit}") is not (0 or 17));
        // As the real one does: what is started is started from a staging directory that could be made.
        simulation.Units.Begin(unit, fence.Worker);
        for (var i = random.Next(6); i > 0; i--)
            actor.Yield();
        simulation.Units.End(unit, fence.Worker);
        fence.ThrowIfLost();
        simulation.Tree.RemoveTree($"/out/{unit}");
        Refused(
            files.Rename($"{fence.Slot(0)}/{unit}", $"/out/{unit}") != 0,
            () => simulation.Units.Commit(unit, fence.Worker)
        );
        fence.ThrowIfLost();
        actor.Yield();
        simulation.Units.Record(unit, fence.Worker);
    }

    private void Refused(bool refused, Action? otherwise = null)
    {
        if (!refused)
        {
            otherwise?.Invoke();
            return;
        }
        fence.ThrowIfLost();
        throw new IOException("refused");
    }

    private void Wait()
    {
        actor.Until = simulation.Clock.Now + Poll;
        actor.Yield();
    }
}
