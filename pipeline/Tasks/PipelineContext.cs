using Cake.Core;
using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Configuration;

namespace Sluice.Tasks;

/// <summary>What every task is given.</summary>
public sealed class PipelineContext(ICakeContext context, Pipeline pipeline)
    : FrostingContext(context)
{
    public Pipeline Pipeline { get; } = pipeline;

    public Settings Settings => Pipeline.Settings;
}
