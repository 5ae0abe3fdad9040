using Sluice.Driver.CommandLine;
using Sluice.Engine.Features;

namespace Sluice.Driver.Configuration;

/// <summary>What every host has: how stages run.</summary>
internal sealed class HostFeature : Feature
{
    /// <inheritdoc/>
    public override IReadOnlyList<Section> Sections { get; } = [Section.Of<RunSettings>("run")];

    /// <inheritdoc/>
    public override IReadOnlyList<OptionSpec> Options => CommonOptions.All;
}
