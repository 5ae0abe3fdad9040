using Cake.Frosting;
using Sluice.Engine;
using Sluice.Engine.Upkeep;
using Sluice.Monitor;

namespace Sluice.Tasks.Operate;

/// <summary>Removes what stages made, and their state.</summary>
[TaskName("Clean")]
[TaskDescription("remove what all stages made but their logs, or --stage NAME did; asks, or --yes")]
public sealed class CleanTask : AsyncFrostingTask<PipelineContext>
{
    /// <inheritdoc/>
    public override async Task RunAsync(PipelineContext context)
    {
        var pipeline = context.Pipeline;
        if (!pipeline.Options.DryRun)
            foreach (var place in pipeline.Elsewhere)
                await place.RefuseWhileBusyAsync("Clean");
        var problems = new List<string>();
        foreach (var (plan, ledger) in pipeline.Stages.Planned(pipeline, problems).Reverse())
        {
            var cleaning = StageCleaning.Of(plan, ledger);
            if (cleaning.IsEmpty)
            {
                pipeline.Printer.Note([$"{plan.Stage.Name}: nothing to remove"]);
                continue;
            }
            var what =
                $"{plan.Stage.Name}: {cleaning.Files.Count:N0} {(cleaning.Files.Count == 1 ? "file" : "files")} and the state in {plan.Stage.Shown(plan.Stage.Paths.Root)}";
            if (pipeline.Options.DryRun)
            {
                pipeline.Printer.Note([$"{what} would be removed"]);
                continue;
            }
            if (!pipeline.Options.Yes && !Confirmed(what))
            {
                pipeline.Printer.Note([$"{plan.Stage.Name}: kept"]);
                continue;
            }
            cleaning.Run();
            pipeline.Printer.Note([$"{what} removed"]);
        }
        if (problems.Count > 0)
            throw new UserError(string.Join('\n', problems));
        if (pipeline.Options is not { DryRun: false, Stages.Count: 0 })
            return;
        pipeline.Hashes.Forget();
        foreach (var place in pipeline.Elsewhere)
            place.Forget();
    }

    private static bool Confirmed(string what)
    {
        if (Console.IsInputRedirected || !Terminal.IsInteractive)
            throw new UserError(
                $"Clean: {what} would be removed, and nobody is there to be asked; say --yes, or --dryrun to see all"
            );
        Console.Write($"Remove {what}? [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
