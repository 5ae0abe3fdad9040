using Cake.Core;
using Cake.Frosting;

namespace Sluice.Tasks;

/// <summary>Keeps what a task threw, for the exit code.</summary>
public sealed class Lifetime(Failure failure) : FrostingLifetime<PipelineContext>
{
    /// <inheritdoc/>
    public override void Setup(PipelineContext context, ISetupContext info) { }

    /// <inheritdoc/>
    public override void Teardown(PipelineContext context, ITeardownContext info) =>
        failure.Note(info.ThrownException);
}
