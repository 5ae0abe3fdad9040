using Sluice.Engine.Files;
using Sluice.Engine.Planning;

namespace Sluice.Tests.Engine.Properties;

/// <summary>
/// What the engine promises, said as plainly as possible: a unit is up to date when its record names
/// everything it depends on now and its outputs hold what the record says. No hashes, no identities,
/// no files of the engine; only the workspace's own files are read.
/// </summary>
internal sealed class Model(Func<string, string?> read)
{
    public List<ModelStage> Stages { get; } = [];

    private readonly Dictionary<(string Stage, string Unit), ModelRecord> _records = [];
    private readonly HashSet<(string Stage, string Unit)> _failed = [];

    /// <summary>What must run in a stage now, with the sort of reason.</summary>
    public SortedDictionary<string, VerdictKind> Stale(ModelStage stage)
    {
        var stale = new SortedDictionary<string, VerdictKind>(StringComparer.Ordinal);
        foreach (var unit in stage.Units)
            if (Verdict(stage, unit) is not VerdictKind.UpToDate and var kind)
                stale[unit.Key] = kind;
        return stale;
    }

    /// <summary>Notes that a unit was done as things stand now.</summary>
    public void Done(ModelStage stage, ModelUnit unit) =>
        _records[(stage.Name, unit.Key)] = new(
            DependsOn(stage, unit),
            [
                .. unit.Outputs.Select(
                    (o, i) => KeyValuePair.Create(o, Content(stage, unit, i, read))
                ),
            ]
        );

    /// <summary>Notes that a unit failed.</summary>
    public void Failed(ModelStage stage, ModelUnit unit) => _failed.Add((stage.Name, unit.Key));

    /// <summary>What remains when everything recorded is forgotten.</summary>
    public void Forget(ModelStage stage)
    {
        foreach (var record in _records.Keys.Where(k => k.Stage == stage.Name).ToList())
            _records.Remove(record);
        _failed.RemoveWhere(k => k.Stage == stage.Name);
    }

    /// <summary>Every output of a graph run from nothing, by path.</summary>
    public SortedDictionary<string, string> FromNothing()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var stage in Stages)
        foreach (var unit in stage.Units)
            for (var i = 0; i < unit.Outputs.Count; i++)
                files[stage.PathOf(unit.Outputs[i])] = Content(
                    stage,
                    unit,
                    i,
                    path => files.TryGetValue(path, out var made) ? made : read(path)
                );
        return files;
    }

    /// <summary>
    /// What a unit's N-th output holds: a letter that stands for all it was made from, then that. Of
    /// its inputs only the letters count, so that a changed input may well give an equal output.
    /// </summary>
    public static string Content(
        ModelStage stage,
        ModelUnit unit,
        int output,
        Func<string, string?> read
    )
    {
        var letters = unit
            .Inputs.Append(stage.SharedInput)
            .Append(stage.CodeFile)
            .Select(path => read(path)?[0] ?? throw new InvalidOperationException(path));
        return Content(
            $"{stage.Version} {stage.Parameter} {stage.Command} {unit.Parameter} {string.Concat(letters)} {output}"
        );
    }

    /// <summary>The same of what is known already.</summary>
    public static string Content(string text) => $"{Sha256Hex.OfText(text)[0]} of {text}\n";

    private VerdictKind Verdict(ModelStage stage, ModelUnit unit)
    {
        if (!_records.TryGetValue((stage.Name, unit.Key), out var record))
            return _failed.Contains((stage.Name, unit.Key))
                ? VerdictKind.Failed
                : VerdictKind.NeverRan;
        if (record.DependsOn != DependsOn(stage, unit))
            return VerdictKind.Changed;
        foreach (var (output, content) in record.Outputs)
            if (read(stage.PathOf(output)) is not { } now)
                return VerdictKind.OutputMissing;
            else if (now != content)
                return VerdictKind.OutputModified;
        return VerdictKind.UpToDate;
    }

    private string DependsOn(ModelStage stage, ModelUnit unit) =>
        string.Join(
            '\n',
            [
                $"version {stage.Version}, parameter {stage.Parameter}, command {stage.Command}, code {read(stage.CodeFile)}, shared {read(stage.SharedInput)}",
                $"parameter {unit.Parameter}",
                .. unit.Outputs.Select(o => $"makes {o}"),
                .. unit.Inputs.Select(i => $"reads {i}: {read(i)}"),
            ]
        );
}
