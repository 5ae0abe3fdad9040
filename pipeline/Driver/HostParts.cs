using Sluice.Driver.Configuration;
using Sluice.Driver.Executing;
using Sluice.Driver.Graph;
using Sluice.Engine.Features;

namespace Sluice.Driver;

/// <summary>What a host is made of.</summary>
/// <param name="Features">What its parts bring, among them places where stages run.</param>
/// <param name="Targets">Its tasks, in the order in which their stages are shown.</param>
public sealed record HostParts(FeatureSet Features, IReadOnlyList<Target> Targets)
{
    /// <summary>Puts a host's own features together with what every host has.</summary>
    public static HostParts Of(IReadOnlyList<Feature> features, IReadOnlyList<Target> targets) =>
        new(new FeatureSet([new HostFeature(), .. features]), targets);

    /// <summary>Places other than this machine where stages run.</summary>
    public IReadOnlyList<ExecutorFeature> Executors { get; } =
    [.. Features.All.OfType<ExecutorFeature>()];

    /// <summary>What <c>--executor</c> may be.</summary>
    public IReadOnlyList<string> ExecutorNames =>
        [LocalGraph.Name, .. Executors.Select(executor => executor.Name)];
}
