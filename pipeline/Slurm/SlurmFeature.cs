using Sluice.Driver;
using Sluice.Driver.Executing;
using Sluice.Engine.Features;
using Sluice.Engine.Jobs;
using Sluice.Slurm.Node;
using Sluice.Slurm.Queue;

namespace Sluice.Slurm;

/// <summary>Stages as job arrays of a Slurm cluster.</summary>
public sealed class SlurmFeature : ExecutorFeature
{
    private readonly ISlurmCommands? _slurm;

    /// <summary>The cluster of this machine.</summary>
    public SlurmFeature() { }

    /// <summary>Another cluster.</summary>
    internal SlurmFeature(ISlurmCommands slurm) => _slurm = slurm;

    /// <inheritdoc/>
    public override string Name => "slurm";

    /// <inheritdoc/>
    public override int Shards => 16;

    /// <inheritdoc/>
    public override IReadOnlyList<Section> Sections { get; } = [Section.Of<SlurmSettings>("slurm")];

    /// <inheritdoc/>
    public override IGraphExecutor Of(Pipeline pipeline) => new SlurmExecutor(pipeline, _slurm);

    /// <inheritdoc/>
    public override bool Starts(string[] args) => SlurmElement.Is(args);

    /// <inheritdoc/>
    public override Task<int> RunAsync(string[] args, HostParts parts) =>
        SlurmElement.RunAsync(args, parts);

    // What is said of a stage by its name in section slurm goes before what features say of it.
    /// <inheritdoc/>
    public override object WithJobs(
        object settings,
        IEnumerable<(string Stage, JobSettings Job)> jobs
    )
    {
        var slurm = (SlurmSettings)settings;
        var stages = new SortedDictionary<string, JobSettings>(
            slurm.Stages.ToDictionary(),
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var (name, job) in jobs)
            stages[name] = stages.TryGetValue(name, out var own) ? own.Over(job) : job;
        return slurm with { Stages = stages };
    }
}
