using Sluice.Engine.Commands;
using Sluice.Engine.Jobs;

namespace Sluice.Engine.Features;

/// <summary>
/// What one part of a pipeline brings to a host: sections of the configuration, options that stand for
/// their settings, workers. A host lists its features; nothing else knows them all.
/// </summary>
public abstract class Feature
{
    /// <summary>Its sections of the configuration.</summary>
    public virtual IReadOnlyList<Section> Sections => [];

    /// <summary>Its options of the command line, in the order of <c>--help</c>; each stands for a setting.</summary>
    public virtual IReadOnlyList<OptionSpec> Options => [];

    /// <summary>Options of what the pipeline takes the place of, refused with what is written now, by their names.</summary>
    public virtual IReadOnlyDictionary<string, string> FormerOptions =>
        new Dictionary<string, string>();

    /// <summary>Makes its workers known by the names that its stages call them.</summary>
    public virtual void Register(WorkerRegistry workers) { }

    /// <summary>
    /// What jobs of its stages ask a cluster for by its own settings, by the stage's name. What section
    /// slurm says of a stage goes before it.
    /// </summary>
    /// <param name="settings">Its bound section of a type, e.g. <c>settings(typeof(SweepSettings))</c>.</param>
    public virtual IEnumerable<(string Stage, JobSettings Job)> Jobs(Func<Type, object> settings) =>
        [];
}
