namespace Sluice.Tests.Engine.Simulation;

/// <summary>What must hold of the units, whoever does them when.</summary>
internal sealed class UnitModel(Func<string, bool> isFenced)
{
    private readonly Dictionary<string, HashSet<string>> _running = [];
    private readonly Dictionary<string, List<string>> _records = [];

    public List<string> Violations { get; } = [];

    public bool IsDone(string unit) => _records.ContainsKey(unit);

    public int RecordsOf(string unit) => _records.GetValueOrDefault(unit)?.Count ?? 0;

    /// <summary>A worker starts a unit, and with it a process that outlives a kill.</summary>
    public void Begin(string unit, string worker)
    {
        var running = _running.TryGetValue(unit, out var set) ? set : _running[unit] = [];
        foreach (var other in running)
            Violations.Add(
                isFenced(other)
                    ? $"{worker} began {unit} before the process of {other} was ended"
                    : $"{worker} began {unit} while {other} runs it"
            );
        if (IsDone(unit))
            Violations.Add($"{worker} began {unit}, which is recorded as done");
        running.Add(worker);
    }

    public void End(string unit, string worker) => _running[unit].Remove(worker);

    /// <summary>A takeover ends a worker's processes.</summary>
    public void EndProcesses(string worker)
    {
        foreach (var running in _running.Values)
            running.Remove(worker);
    }

    /// <summary>Outputs got their final names.</summary>
    public void Commit(string unit, string worker)
    {
        if (isFenced(worker))
            Violations.Add($"{worker} committed {unit} after it had lost its fence");
        foreach (var other in _running[unit].Where(other => other != worker))
            Violations.Add($"{worker} committed {unit} while {other} runs it");
    }

    public void Record(string unit, string worker)
    {
        var records = _records.TryGetValue(unit, out var list) ? list : _records[unit] = [];
        // Between its last look at its fence and this a worker may have been stopped: its record is
        // of outputs that did stand, and costs at most another run.
        if (records.Count > 0 && !isFenced(worker))
            Violations.Add($"{worker} recorded {unit} after {records[^1]} had");
        records.Add(worker);
    }
}
