using System.Collections;
using Sluice.Driver;
using Sluice.Driver.CommandLine;
using Sluice.Driver.Configuration;
using Sluice.Engine.Processes;
using Sluice.Slurm;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>One invocation of the host on a login node, from its command line to its exit.</summary>
internal sealed class SimulatedDriver
{
    private readonly SlurmSimulation _simulation;
    private readonly StringWriter _output = new();
    private StopSignal? _stop;

    public SimulatedDriver(SlurmSimulation simulation, int? diesAt = null)
    {
        _simulation = simulation;
        Slurm = simulation.NewCommands();
        Slurm.DiesAt = diesAt;
    }

    public VirtualCommands Slurm { get; }

    /// <summary>What it said.</summary>
    public string Said => _output.ToString();

    /// <summary>Why it did not end well; null when it did, or has not ended.</summary>
    public Exception? Failure { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>Whether the user went on without it, or it was killed: nothing follows from its end.</summary>
    public bool WasLeft => Failure is Killed or OperationCanceledException;

    /// <summary>Runs the targets.</summary>
    public Task RunAsync(int shards, bool detach = false, params string[] sets) =>
        LiveAsync(
            RunTargetsAsync,
            ["run.shards=" + shards, .. sets],
            options => options with { Detach = detach }
        );

    /// <summary>Says what a run would do.</summary>
    public Task DryRunAsync(int shards) =>
        LiveAsync(
            RunTargetsAsync,
            ["run.shards=" + shards],
            options => options with { DryRun = true }
        );

    public Task CancelAsync(params string[] stages) =>
        LiveAsync(pipeline =>
            pipeline.Executor.CancelAsync(name => stages.Length == 0 || stages.Contains(name))
        );

    public Task AttachAsync() => LiveAsync(pipeline => pipeline.Executor.AttachAsync());

    public Task RefuseWhileBusyAsync() =>
        LiveAsync(pipeline => pipeline.Executor.RefuseWhileBusyAsync("Clean"));

    /// <summary>As Ctrl-C.</summary>
    public void Interrupt() => _stop?.Stop();

    /// <summary>One invocation that does something.</summary>
    public async Task LiveAsync(
        Func<Pipeline, Task> does,
        IReadOnlyList<string>? sets = null,
        Func<PipelineOptions, PipelineOptions>? with = null
    )
    {
        using var stop = _stop = new StopSignal();
        var parts = _simulation.PartsOf(Slurm);
        var options = new PipelineOptions
        {
            CurrentDirectory = _simulation.Workspace,
            Sets =
            [
                .. _simulation
                    .Settings.Concat(sets ?? [])
                    .Select(set => (set.Split('=')[0], set.Split('=')[1], "--set")),
            ],
        };
        options = with?.Invoke(options) ?? options;
        var loader = new SettingsLoader(
            options,
            parts.Features,
            _simulation.Workspace,
            _simulation.Workspace
        );
        var pipeline = new Pipeline(
            parts,
            options,
            _simulation.Workspace,
            _simulation.Workspace,
            () =>
                Sluice.Driver.Configuration.Settings.Bind(
                    loader.Load(new Hashtable()),
                    _simulation.Workspace,
                    parts
                ),
            loader.ConfigFile,
            stop,
            new Surroundings(_simulation.Time, _output)
        );
        try
        {
            await does(pipeline);
        }
        catch (Exception e)
        {
            Failure = e;
        }
        finally
        {
            // The end of a process gives back what it held.
            (pipeline.Executor as SlurmExecutor)?.Dispose();
            _stop = null;
            HasEnded = true;
        }
    }

    private static async Task RunTargetsAsync(Pipeline pipeline)
    {
        foreach (var task in pipeline.Stages.All)
            await pipeline.Runs.RunAsync(task);
        await pipeline.Executor.CompleteAsync();
    }
}
