using Cake.Core;
using Cake.Frosting;
using Sluice.Driver;

namespace Sluice.Tasks;

/// <summary>Keeps what a task threw, for the exit code.</summary>
public sealed class ExitCodeTeardown(Failure failure) : FrostingTeardown<PipelineContext>
{
    /// <inheritdoc/>
    public override void Teardown(PipelineContext context, ITeardownContext info) =>
        failure.Note(info.ThrownException);
}
