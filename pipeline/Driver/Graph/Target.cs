namespace Sluice.Driver.Graph;

/// <summary>What can be asked for by <c>--target</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">For <c>--help</c>.</param>
/// <param name="After">Names of the targets it depends on directly.</param>
/// <param name="Task">An <see cref="IStageTask"/>, an <see cref="IStageGroup"/>, or a task that is neither.</param>
public sealed record Target(
    string Name,
    string Description,
    IReadOnlyList<string> After,
    object Task
);
