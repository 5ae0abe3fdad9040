using Sluice.Engine.Features;
using Sluice.Engine.Slurm;
using Sluice.Tasks.Options;

namespace Sluice.Tasks;

/// <summary>What every host has: how stages run, here or on a cluster.</summary>
internal sealed class HostFeature : Feature
{
    /// <inheritdoc/>
    public override IReadOnlyList<Section> Sections { get; } =
    [Section.Of<RunSettings>("run"), Section.Of<SlurmSettings>("slurm")];

    /// <inheritdoc/>
    public override IReadOnlyList<OptionSpec> Options => CommonOptions.All;
}
