using Sluice.Engine;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Queue;

/// <summary>
/// Stages of which elements wait and none is at work: nothing may be left for them, because others have
/// done all, or because the element that did it could not say so. The ledger decides.
/// </summary>
internal sealed class IdleStages(ISlurmCommands tools, TimeProvider clock)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(2);

    // Reading the ledger of a great stage takes seconds, the wait for a node hours.
    private const int RestPerLook = 50;

    private readonly Dictionary<string, (Plan Plan, Ledger Ledger)> _read = [];
    private readonly Dictionary<string, (long At, TimeSpan Until)> _looked = [];

    /// <summary>Takes back what waits for nothing.</summary>
    /// <returns>What was done, for people; nothing where there was nothing to do.</returns>
    public async Task<IReadOnlyList<string>> ReleaseAsync(
        IReadOnlyList<SlurmRun> runs,
        SlurmLook look
    )
    {
        var told = new List<string>();
        foreach (var run in runs)
        foreach (var stage in run.Stages)
            try
            {
                if (
                    Attempt([.. look.Of(run, stage.Name)]) is { } attempt
                    && SlurmRuns.PlanOf(run, stage) is { } file
                    && RestOf($"{run.Id}/{stage.Name}", file, attempt) is { } rest
                    && await new StageRelease(
                        tools,
                        new RunPaths(run.Workspace, run.Id)
                    ).CancelAsync(StageRelease.Over(stage, attempt, rest), look.Jobs)
                        is { } released
                )
                    told.Add(released);
            }
            catch (Exception e) when (e is UserError or IOException or UnauthorizedAccessException)
            {
                // They wait for their turn, then, and find nothing to do.
            }
        return told;
    }

    /// <summary>The attempt whose turn it is of a stage that only waits; null of any other.</summary>
    internal static int? Attempt(IReadOnlyList<ElementState> elements)
    {
        var waiting = elements.Where(e => e.State.IsWaiting && e.State.User.Length == 0).ToList();
        return waiting.Count == 0 || elements.Any(e => e.State.IsOpen && !e.State.IsWaiting)
            ? null
            : waiting.Min(e => e.Array.Attempt);
    }

    private StageRest? RestOf(string key, string file, int attempt)
    {
        if (_looked.TryGetValue(key, out var last) && clock.GetElapsedTime(last.At) < last.Until)
            return null;
        var began = clock.GetTimestamp();
        if (_read.TryGetValue(key, out var read))
            read.Ledger.Refresh();
        else
        {
            var plan = PlanFile.Read(file);
            _read[key] = read = (plan, Ledger.Open(plan.Stage.Paths.Ledger));
        }
        var rest = StageRest.Of(read.Plan, read.Ledger, attempt);
        var took = clock.GetElapsedTime(began) * RestPerLook;
        _looked[key] = (clock.GetTimestamp(), took > s_shortest ? took : s_shortest);
        return rest;
    }
}
