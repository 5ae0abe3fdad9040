using Sluice.Driver;
using Sluice.Engine.Features;
using Sluice.Tasks;

namespace Sluice.Tests.Tasks;

/// <summary>What the host of build/ is made of.</summary>
internal static class BuiltIn
{
    /// <summary>Its features and tasks.</summary>
    public static HostParts Parts { get; } = Host.PartsOf(Sluice.Build.Program.Features);

    /// <summary>Its features.</summary>
    public static FeatureSet Features => Parts.Features;
}
