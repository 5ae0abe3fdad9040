using Sluice.Engine.Graph;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>Who is at work on which unit; the claim of a life that is over counts no more.</summary>
internal sealed class SimulatedClaims
{
    private readonly Dictionary<(string, string), (VirtualJob Job, int Life)> _holders = [];

    public bool TryTake(Stage stage, string unit, VirtualJob job, int life)
    {
        if (
            _holders.TryGetValue((stage.Name, unit), out var holder)
            && holder.Job.Life == holder.Life
        )
            return false;
        _holders[(stage.Name, unit)] = (job, life);
        return true;
    }

    public void GiveBack(Stage stage, string unit) => _holders.Remove((stage.Name, unit));
}
