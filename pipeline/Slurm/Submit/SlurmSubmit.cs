using Sluice.Driver;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Files;
using Sluice.Engine.Processes;
using Sluice.Engine.Upkeep;
using Sluice.Slurm.Display;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Submit;

/// <summary>
/// Submits the taken stages: all that jobs need is on the disk before the first sbatch, and an array's
/// unique name before its own, so that whenever this dies a rerun finds what stands in the queue.
/// </summary>
internal sealed class SlurmSubmit(Pipeline pipeline, ISlurmCommands tools, WorkspaceRuns workspace)
{
    private readonly SlurmText _text = workspace.Text;

    /// <summary>Submits, or says what would be.</summary>
    /// <returns>The run; null when all is left to older ones, or on a dry run.</returns>
    /// <exception cref="UserError">Slurm refuses; what had been submitted is cancelled.</exception>
    public async Task<SlurmRun?> RunAsync(SlurmGraph graph)
    {
        var settings = pipeline.Settings.Of<SlurmSettings>();
        var limits = await new SlurmLimits(tools).ReadAsync(
            [.. graph.Taken.Select(s => (s.Name, settings.For(s.Name)))],
            isSkippable: pipeline.Options.DryRun
        );
        var id = SlurmRuns.NewId(pipeline.Clock.GetUtcNow());
        var stages = new RunDraft(
            graph.Taken,
            settings,
            pipeline.Shards,
            limits,
            graph.Look?.OwnJobs ?? 0
        ).Stages(id);
        var run = new SlurmRun
        {
            Id = id,
            Created = pipeline.Clock.GetUtcNow(),
            User = Environment.UserName,
            Workspace = pipeline.Workspace,
            Home = pipeline.Home,
            Arguments = pipeline.Options.Typed,
            Check = pipeline.Options.Check.ToString(),
            Host = SlurmHost.Name(),
            ClaimExpiry = pipeline.Settings.Run.ClaimExpiry.TotalSeconds,
            SettingsHash = graph.SettingsHash,
            Stages = stages,
        };
        if (
            SessionVariables.Unused(
                Environment.GetEnvironmentVariables().Keys.Cast<string>(),
                [.. run.Stages.Where(s => s.Arrays.Count > 0).Select(s => settings.For(s.Name))]
            ) is
            { } unused
        )
            pipeline.Printer.Tell(_text.Waiting(unused));
        foreach (var stage in graph.Taken.Where(s => s.IsAdopted))
            pipeline.Printer.Tell(_text.Adopted(stage.Name, stage.Live));
        var scripts = Scripts(run);
        if (pipeline.Options.DryRun)
        {
            foreach (var (array, script) in scripts)
                pipeline.Printer.Tell(_text.Script(run, array, script));
            return null;
        }
        if (scripts.Count == 0)
            return null;
        Freeze(graph, run, scripts);
        Trim(graph, run);
        return await SubmitAsync(run);
    }

    private List<(ArrayJob Array, string Script)> Scripts(SlurmRun run)
    {
        var paths = new RunPaths(run.Workspace, run.Id);
        var host = SlurmHost.ExecutableIn(run.Workspace, run.Host);
        var dotnet = Environment.ProcessPath ?? ProgramPath.Find("dotnet") ?? "dotnet";
        return
        [
            .. run.Arrays.Select(a =>
                (
                    a.Array,
                    SbatchScript.Of(
                        a.Array,
                        pipeline
                            .Settings.Of<SlurmSettings>()
                            .For(a.Stage.Name)
                            .ForAttempt(a.Array.Attempt),
                        paths,
                        run.Workspace,
                        host,
                        dotnet
                    )
                )
            ),
        ];
    }

    private void Freeze(
        SlurmGraph graph,
        SlurmRun run,
        IEnumerable<(ArrayJob Array, string Script)> scripts
    )
    {
        var paths = new RunPaths(run.Workspace, run.Id);
        pipeline.Hashes.Save();
        foreach (var stage in graph.Taken.Where(s => !s.IsLate && !s.IsAdopted))
        {
            StageUpkeep.Before(stage.Plan, stage.Ledger);
            StageUpkeep.Begin(stage.Plan);
        }
        SlurmHost.Put(run.Workspace, run.Host);
        try
        {
            Directory.CreateDirectory(paths.Outputs);
            Durable.Write(paths.Settings, ConfigJson.Write(pipeline.Settings.Root));
            foreach (var (array, script) in scripts)
                Durable.Write(paths.Script(array.Label), script);
            SlurmRuns.Write(run);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                $"cannot write the run under {paths.Root}: {e.Message}; jobs read it there"
            );
        }
    }

    // Where the queue was not looked at, nothing is dropped.
    private void Trim(SlurmGraph graph, SlurmRun run)
    {
        try
        {
            TrimOld(graph, run);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed now may be later.
        }
    }

    private void TrimOld(SlurmGraph graph, SlurmRun run)
    {
        // Nor where jobs are queued of which it cannot be told what they need.
        if (
            graph.Look is not { Error: null } look
            || look.LostOf(SlurmRuns.LostNames(run.Workspace)).Any()
        )
            return;
        var runs = workspace.All();
        var live = runs.Where(look.IsLive).Append(run).ToList();
        // Also those whose plans live ones go by.
        var needed = live.SelectMany(r => r.Stages.SelectMany(s => s.Adopted).Append(r.Id));
        SlurmRuns.Trim(run.Workspace, needed.ToHashSet());
        SlurmHost.Trim(run.Workspace, live.Select(r => r.Host).ToHashSet());
    }

    private async Task<SlurmRun> SubmitAsync(SlurmRun run)
    {
        var paths = new RunPaths(run.Workspace, run.Id);
        var submission = new Submission(
            tools,
            pipeline.Settings.Of<SlurmSettings>().Patience,
            line => pipeline.Printer.Tell(_text.Waiting(line)),
            pipeline.Clock
        );
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var (stage, array) in run.Arrays.ToList())
            {
                pipeline.Stop.Token.ThrowIfCancellationRequested();
                var script = paths.Script(array.Label);
                ids[array.Label] = await submission.SubmitAsync(
                    array,
                    script,
                    [.. array.After.Select(label => ids[label]), .. array.AfterJobs]
                );
                run = run.WithJob(array.Label, ids[array.Label]);
                SlurmRuns.Write(run);
                pipeline.Printer.Tell(
                    _text.Submitted(
                        run,
                        stage,
                        run.Find(stage.Name)!.Arrays.First(a => a.Label == array.Label)
                    )
                );
            }
        }
        catch (Exception e) when (e is UserError or OperationCanceledException or IOException)
        {
            // Half a graph would run into what is missing.
            if (ids.Count > 0)
            {
                var scancel = new Scancel(tools);
                var refusals = new List<string>();
                foreach (var (_, array) in run.Arrays)
                    if (
                        ids.TryGetValue(array.Label, out var job)
                        && await scancel.AllAsync(array.JobName, job) is { } refusal
                    )
                        refusals.Add(refusal);
                pipeline.Printer.Tell(
                    _text.Withdrawn(
                        ids.Values,
                        new ToolResult(refusals.Count, "", string.Join("; ", refusals))
                    )
                );
            }
            Note(run with { IsWithdrawn = true });
            throw;
        }
        // All may have been done before the last array was there to be cancelled.
        foreach (var (_, array) in run.Arrays)
            if (File.Exists(paths.NotNeeded(array.Label)))
                await new Scancel(tools).WaitingAsync(array.JobName, array.Job!);
        return run;
    }

    /// <summary>Writes a run that will not come: else the next waits a moment for it. Where that fails, it does.</summary>
    public static void Note(SlurmRun run)
    {
        try
        {
            SlurmRuns.Write(run);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The submission's own end is what is told.
        }
    }
}
