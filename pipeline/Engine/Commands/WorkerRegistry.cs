using Sluice.Engine.Working;

namespace Sluice.Engine.Commands;

/// <summary>Built-in workers by the name a plan calls them.</summary>
public sealed class WorkerRegistry
{
    private readonly Dictionary<string, Func<IWorker>> _factories = new(StringComparer.Ordinal)
    {
        [CommandWorker.Name] = () => new CommandWorker(),
    };

    public WorkerRegistry Add(string name, Func<IWorker> factory)
    {
        _factories.Add(name, factory);
        return this;
    }

    /// <summary>What plans call them.</summary>
    public IReadOnlyCollection<string> Names => _factories.Keys;

    /// <summary>A new instance.</summary>
    /// <exception cref="UserError">No worker of that name: the plan was made by another version.</exception>
    public IWorker Create(string name) =>
        _factories.TryGetValue(name, out var factory)
            ? factory()
            : throw new UserError(
                $"worker '{name}' is not built in; the plan was made by another version of the pipeline, run the stage again"
            );
}
