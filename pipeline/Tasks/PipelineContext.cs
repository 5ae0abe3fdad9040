using Cake.Core;
using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Configuration;

namespace Sluice.Tasks;

/// <summary>What every task is given.</summary>
public sealed class PipelineContext(ICakeContext context, Pipeline pipeline)
    : FrostingContext(context)
{
    /// <summary>This invocation.</summary>
    public Pipeline Pipeline { get; } = pipeline;

    /// <summary>The configuration.</summary>
    public Settings Settings => Pipeline.Settings;
}
