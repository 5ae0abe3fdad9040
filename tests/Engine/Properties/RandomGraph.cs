namespace Sluice.Tests.Engine.Properties;

/// <summary>A small graph drawn from a seed, and the edits of a <see cref="Step"/>.</summary>
internal sealed class RandomGraph
{
    private readonly GraphFiles _files;
    private readonly List<string> _sources = [];
    private int _counter;

    public RandomGraph(GraphFiles files, int seed)
    {
        _files = files;
        Model = new Model(files.Read);
        var random = new Random(seed);
        for (var i = 0; i < 4; i++)
        {
            _sources.Add($"src/{i}.txt");
            files.Write(_sources[i], $"{(char)('a' + i)}0");
        }
        for (var s = 0; s < random.Next(1, 4); s++)
        {
            var stage = new ModelStage(s);
            files.Write(stage.CodeFile, "k0");
            files.Write(stage.SharedInput, "s0");
            Model.Stages.Add(stage);
            for (var u = random.Next(0, 5); u >= 0; u--)
                AddUnit(stage, random.Next(1000));
        }
    }

    public Model Model { get; }

    /// <summary>Applies an edit; steps that run something are not for here.</summary>
    public void Apply(Step step)
    {
        var stage = Model.Stages[step.A % Model.Stages.Count];
        var at = stage.Units.Count == 0 ? -1 : step.B % stage.Units.Count;
        var unit = at < 0 ? null : stage.Units[at];
        switch (step.Kind)
        {
            case StepKind.ChangeStageParameter:
                stage.Parameter = New();
                break;
            case StepKind.RaiseVersion:
                stage.Version++;
                break;
            case StepKind.ChangeCommand:
                stage.Command = New();
                break;
            case StepKind.AddUnit:
                AddUnit(stage, step.B);
                break;
            case StepKind.RestoreUnit when stage.Removed.Count > 0:
                Restore(stage, stage.Removed[step.B % stage.Removed.Count]);
                break;
            case StepKind.ReorderUnits:
                stage.Units.Reverse();
                stage.Units.Sort((x, y) => Scatter(x, step.B).CompareTo(Scatter(y, step.B)));
                break;
            case StepKind.ChangeCode:
                Edit(stage.CodeFile, step.B % 2 == 0);
                break;
            case StepKind.ChangeSharedInput:
                Edit(stage.SharedInput, step.B % 2 == 0);
                break;
            case StepKind.ChangeInput:
                Edit(_sources[step.A % _sources.Count], isSeen: true);
                break;
            case StepKind.ChangeInputInVain:
                Edit(_sources[step.A % _sources.Count], isSeen: false);
                break;
            case StepKind.TouchInput:
                var source = _sources[step.A % _sources.Count];
                _files.Write(source, _files.Read(source)!);
                break;
            case StepKind.DeleteLedgerFile:
                ForgetAll(stage);
                break;
            default:
                if (unit is not null)
                    ApplyToUnit(step, stage, at, unit);
                break;
        }
    }

    private void ApplyToUnit(Step step, ModelStage stage, int at, ModelUnit unit)
    {
        var output = stage.PathOf(unit.Outputs[step.A % unit.Outputs.Count]);
        switch (step.Kind)
        {
            case StepKind.ChangeUnitParameter:
                stage.Units[at] = unit with { Parameter = New() };
                break;
            case StepKind.RemoveUnit:
                Remove(stage, unit);
                break;
            case StepKind.RenameUnit:
                stage.Removed.Add(unit);
                stage.Units[at] = unit with { Key = $"u {New()}" };
                break;
            case StepKind.RenameOutput:
                Unlink(output);
                stage.Units[at] = unit with
                {
                    Outputs =
                    [
                        .. unit.Outputs.Select(o => stage.PathOf(o) == output ? $"{New()}.txt" : o),
                    ],
                };
                break;
            case StepKind.AddOutput when unit.Outputs.Count < 3:
                stage.Units[at] = unit with { Outputs = [.. unit.Outputs, $"d/{New()}.txt"] };
                break;
            case StepKind.AddInput:
                if (Readable(stage).Except(unit.Inputs).ToList() is { Count: > 0 } more)
                    stage.Units[at] = unit with
                    {
                        Inputs = [.. unit.Inputs, more[step.A % more.Count]],
                    };
                break;
            case StepKind.RemoveInput when unit.Inputs.Count > 0:
                var gone = unit.Inputs[step.A % unit.Inputs.Count];
                stage.Units[at] = unit with { Inputs = [.. unit.Inputs.Where(i => i != gone)] };
                break;
            case StepKind.DeleteOutput when _files.Read(output) is not null:
                File.Delete(_files[output]);
                break;
            case StepKind.ModifyOutput when _files.Read(output) is { } text:
                // Of the same length, as a bit that flips.
                _files.Write(output, $"{(text[0] == 'x' ? 'y' : 'x')}{text[1..]}");
                break;
            case StepKind.RewriteOutput when _files.Read(output) is { } same:
                File.Delete(_files[output]);
                _files.Write(output, same);
                break;
        }
    }

    private void AddUnit(ModelStage stage, int choice)
    {
        var readable = Readable(stage);
        var name = New();
        stage.Units.Add(
            new ModelUnit(
                $"u {name}",
                $"q{choice % 3}",
                [.. readable.Where((_, i) => (choice + i) % 3 == 0).Take(3)],
                [$"{name}.txt", .. choice % 4 == 0 ? [$"d/{name}.txt"] : Array.Empty<string>()]
            )
        );
    }

    private void Remove(ModelStage stage, ModelUnit unit)
    {
        foreach (var output in unit.Outputs)
            Unlink(stage.PathOf(output));
        stage.Units.Remove(unit);
        stage.Removed.Add(unit);
    }

    // A later stage would read what no unit makes any more.
    private void Unlink(string path)
    {
        foreach (var stage in Model.Stages)
            for (var i = 0; i < stage.Units.Count; i++)
                stage.Units[i] = stage.Units[i] with
                {
                    Inputs = [.. stage.Units[i].Inputs.Where(input => input != path)],
                };
    }

    private void Restore(ModelStage stage, ModelUnit unit)
    {
        var readable = Readable(stage);
        if (
            stage.Units.Exists(u => u.Key == unit.Key || u.Outputs.Intersect(unit.Outputs).Any())
            || unit.Inputs.Except(readable).Any()
        )
            return;
        stage.Removed.Remove(unit);
        stage.Units.Add(unit);
    }

    private List<string> Readable(ModelStage stage)
    {
        var index = Model.Stages.IndexOf(stage);
        return [.. _sources, .. index > 0 ? Model.Stages[index - 1].Paths : []];
    }

    private void Edit(string path, bool isSeen)
    {
        var text = _files.Read(path)!;
        var letter = isSeen ? (char)('a' + (text[0] - 'a' + 1) % 26) : text[0];
        _files.Write(path, $"{letter}{++_counter}");
    }

    private void ForgetAll(ModelStage stage)
    {
        var ledger = _files[$"{stage.OutputRoot}/.sluice/{stage.Name}/ledger"];
        if (Directory.Exists(ledger))
            Directory.Delete(ledger, recursive: true);
        Model.Forget(stage);
    }

    private static int Scatter(ModelUnit unit, int salt) =>
        (unit.Outputs[0].Length + 1) * (unit.Key[^1] + salt) % 7;

    private string New() => $"n{++_counter}";
}
