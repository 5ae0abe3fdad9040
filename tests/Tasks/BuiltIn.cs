using Sluice.Engine.Features;
using Sluice.Tasks;

namespace Sluice.Tests.Tasks;

/// <summary>What the host of build/ is made of.</summary>
internal static class BuiltIn
{
    /// <summary>Its features.</summary>
    public static FeatureSet Features { get; } = Host.FeaturesOf(Sluice.Build.Program.Features);
}
