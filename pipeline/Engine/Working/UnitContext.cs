using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Working;

/// <summary>All a worker may know while it does one unit.</summary>
public sealed class UnitContext
{
    private readonly string _staging;
    private readonly Action<long> _produced;

    internal UnitContext(
        Plan plan,
        PlannedUnit planned,
        Shard shard,
        int attempt,
        string staging,
        TextWriter log,
        Action<long> produced
    )
    {
        Plan = plan;
        Planned = planned;
        Shard = shard;
        Attempt = attempt;
        Log = log;
        _staging = staging;
        _produced = produced;
    }

    /// <summary>The frozen stage.</summary>
    public Plan Plan { get; }

    /// <summary>The unit as planned.</summary>
    public PlannedUnit Planned { get; }

    public Unit Unit => Planned.Unit;

    /// <summary>Which slice runs it: for log lines and caches, never for results.</summary>
    public Shard Shard { get; }

    /// <summary>Which try it is in this run, from 1: for log lines, never for results.</summary>
    public int Attempt { get; }

    /// <summary>The shard's log.</summary>
    public TextWriter Log { get; }

    /// <summary>Where its outputs are staged; empty when it has none.</summary>
    internal string Staging => _staging;

    /// <summary>The unit's inputs, then the stage's.</summary>
    public IReadOnlyList<string> Inputs => [.. Unit.Inputs, .. Plan.Stage.Inputs];

    /// <summary>Where to write the N-th declared output; its directory exists.</summary>
    public string Output(int index)
    {
        var path = Path.Combine(_staging, StagedName.Of(Unit, index));
        CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    // Level by level from the staging directory down: that itself is gone when the claim was lost,
    // and must not be made again.
    private void CreateDirectory(string directory)
    {
        if (directory.Length <= _staging.Length || Directory.Exists(directory))
            return;
        CreateDirectory(Path.GetDirectoryName(directory)!);
        if (Disk.TryMakeDirectory(directory) is not (0 or Native.ErrorExists) and var error)
            throw Disk.Failure("cannot make the directory", directory, error);
    }

    /// <summary>A parameter of the unit, else of the stage.</summary>
    /// <exception cref="UserError">The plan has none that can be read: names it.</exception>
    public T Parameter<T>(Field<T> field) =>
        field.In(
            Unit.Parameters.ContainsKey(field.Key) ? Unit.Parameters : Plan.Stage.Parameters,
            Whose
        );

    /// <summary>An option of the stage; it must not change the result.</summary>
    /// <exception cref="UserError">The plan has none that can be read: names it.</exception>
    public T Option<T>(Field<T> field) => field.In(Plan.Stage.Options, Whose);

    private string Whose => $"{Plan.Stage.Name}, unit {ShownText.Short(Unit.Key)}";

    /// <summary>A parameter of the unit, else of the stage.</summary>
    /// <exception cref="KeyNotFoundException">The stage declares no such parameter.</exception>
    public string Parameter(string name) =>
        Unit.Parameters.TryGetValue(name, out var own) ? own : Plan.Stage.Parameters[name];

    /// <summary>An option of the stage; it must not change the result.</summary>
    public string Option(string name) => Plan.Stage.Options[name];

    /// <summary>Adds to the rows shown in the progress line.</summary>
    public void Produced(long rows) => _produced(rows);
}
