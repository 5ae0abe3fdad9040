using Sluice.Engine;

namespace Sluice.Slurm.Runs;

/// <summary>Plans that queued jobs may still read: they are kept however many came after them.</summary>
internal static class SlurmPlans
{
    /// <summary>Their ids, as far as anybody has looked at the queue.</summary>
    public static HashSet<string> Kept(string workspace)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var run in SlurmRuns.All(workspace, _ => { }))
        {
            var ends = SlurmRuns.Ends(run);
            if (run.Arrays.Sum(a => a.Array.Elements) <= ends.Count)
                continue;
            foreach (var stage in run.Stages)
                if (PlanOf(run, stage) is { } plan)
                    kept.Add(Path.GetFileNameWithoutExtension(plan));
        }
        return kept;
    }

    private static string? PlanOf(SlurmRun run, SlurmStage stage)
    {
        try
        {
            return SlurmRuns.PlanOf(run, stage);
        }
        catch (UserError)
        {
            return null;
        }
    }
}
