using Sluice.Driver.Graph;
using Sluice.Engine;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Monitor;

namespace Sluice.Driver.Executing;

/// <summary>This machine: every stage runs at once in shards of this process, and nothing outlives it.</summary>
internal sealed class LocalGraph : IGraphExecutor
{
    /// <summary>As <c>--executor</c> names it.</summary>
    public const string Name = "local";

    private static readonly HashSet<string> s_none = [];

    /// <inheritdoc/>
    public bool OutlivesDriver => false;

    /// <inheritdoc/>
    public bool RunsHere(IStageTask task) => true;

    /// <inheritdoc/>
    public Task BeginAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Taking Take(IStageTask task, Plan plan, Ledger ledger, string? only, bool force) =>
        throw new InvalidOperationException($"{task.Name} runs here");

    /// <inheritdoc/>
    public Task CompleteAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<StageStatus>> LookAsync(IReadOnlyList<StageStatus> stages) =>
        Task.FromResult(stages);

    /// <inheritdoc/>
    public Task AttachAsync() =>
        throw new UserError("Attach: this host knows no executor whose runs outlive their driver");

    /// <inheritdoc/>
    public Task CancelAsync(Func<string, bool> isWanted) =>
        throw new UserError("Cancel: this host knows no executor whose runs outlive their driver");

    /// <inheritdoc/>
    public Task RefuseWhileBusyAsync(string target) => Task.CompletedTask;

    /// <inheritdoc/>
    public IReadOnlySet<string> KeptPlans() => s_none;

    /// <inheritdoc/>
    public void Forget() { }
}
