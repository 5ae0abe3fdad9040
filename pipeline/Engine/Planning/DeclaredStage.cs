using System.Diagnostics.CodeAnalysis;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Planning;

/// <summary>
/// A stage as its task declares it, with what only planning, looking and cleaning need: none of it is
/// part of the plan file, and a worker never sees it.
/// </summary>
public sealed record DeclaredStage : Stage
{
    /// <summary>A stage of which everything is still to be said.</summary>
    public DeclaredStage() { }

    /// <summary>A stage as a plan file has it: what it does not hold is unsaid.</summary>
    [SetsRequiredMembers]
    public DeclaredStage(Stage frozen)
        : base(frozen) { }

    /// <summary>
    /// Names the external commands that a built-in worker starts for a unit, in the workspace: they
    /// must be there.
    /// </summary>
    public Func<Unit, IEnumerable<IReadOnlyList<string>>>? ProgramsOf { get; init; }

    /// <summary>
    /// Whether which units there are follows from what earlier stages make, so that it is not known
    /// before they have.
    /// </summary>
    public bool UnitsFollow { get; init; }

    /// <summary>
    /// Says of a unit of which nothing is recorded as done whether others have done it: other programs
    /// that leave a file when they are done. Asked on several threads.
    /// </summary>
    public Func<Unit, bool>? IsDoneByOthers { get; init; }

    /// <summary>
    /// Says of a unit that is recorded as done, and of those of its outputs that have other content
    /// than recorded, whether other programs have only written them anew, so that it is done as well
    /// as before. Asked on several threads.
    /// </summary>
    public Func<Unit, IReadOnlyList<string>, bool>? IsRewrittenByOthers { get; init; }

    /// <summary>
    /// The stages a merge proves complete before it runs, as planned now: the merge's worker is given
    /// their plan files' paths as options.
    /// </summary>
    public IReadOnlyList<Plan> Upstream { get; init; } = [];

    /// <summary>
    /// Looks at the inputs before the first unit runs, so that a user's mistake is told once and not
    /// by every unit. Throws <see cref="UserError"/>.
    /// </summary>
    public Action? Preflight { get; init; }

    /// <summary>What the user should know when the stage is planned.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What only Explain says, after the notes.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>
    /// Files there now that its workers made besides units' outputs, absolute: Clean removes them
    /// too.
    /// </summary>
    public Func<IEnumerable<string>> SideFiles { get; init; } = () => [];
}
