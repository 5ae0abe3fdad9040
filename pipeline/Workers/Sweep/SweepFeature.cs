using Sluice.Engine.Features;
using Sluice.Engine.Jobs;

namespace Sluice.Workers.Sweep;

/// <summary>Any command over any values, from section sweep alone.</summary>
public sealed class SweepFeature : Feature
{
    /// <inheritdoc/>
    public override IReadOnlyList<Section> Sections { get; } = [Section.Of<SweepSettings>("sweep")];

    /// <inheritdoc/>
    public override IEnumerable<(string Stage, JobSettings Job)> Jobs(
        Func<Type, object> settings
    ) => SweepGraph.Jobs((SweepSettings)settings(typeof(SweepSettings)));
}
