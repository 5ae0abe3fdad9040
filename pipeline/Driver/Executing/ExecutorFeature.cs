using Sluice.Engine.Features;
using Sluice.Engine.Jobs;

namespace Sluice.Driver.Executing;

/// <summary>A feature that is a place other than this machine where stages run, e.g. a cluster.</summary>
public abstract class ExecutorFeature : Feature
{
    /// <summary>As <c>--executor</c> names it; its section of the configuration has the same name.</summary>
    public abstract string Name { get; }

    /// <summary>Shards that a stage is cut into where nobody says how many.</summary>
    public abstract int Shards { get; }

    /// <summary>Its executor for one invocation.</summary>
    public abstract IGraphExecutor Of(Pipeline pipeline);

    /// <summary>Whether a command line is one by which this executor starts the host elsewhere.</summary>
    public virtual bool Starts(string[] args) => false;

    /// <summary>Does what such a command line says.</summary>
    /// <returns>An exit code.</returns>
    public virtual Task<int> RunAsync(string[] args, HostParts parts) =>
        throw new NotSupportedException();

    /// <summary>Its bound section, completed by what features ask for the jobs of their stages.</summary>
    public virtual object WithJobs(
        object settings,
        IEnumerable<(string Stage, JobSettings Job)> jobs
    ) => settings;
}
