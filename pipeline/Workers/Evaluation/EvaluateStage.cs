using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Workers.Corpus;
using Sluice.Workers.Sweep;
using Sluice.Workers.Training;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Evaluation;

/// <summary>Declares stage Evaluate: one unit a cell of the grid, in the directory of a run id.</summary>
public static class EvaluateStage
{
    public const string Name = "Evaluate";

    /// <summary>What plans call the worker.</summary>
    public const string Worker = "evaluate";

    /// <summary>Goes up when the same input and settings give other bytes.</summary>
    public const int Version = 1;

    /// <summary>Index of a unit's result among its outputs.</summary>
    public const int Result = 0;

    /// <summary>
    /// Index of its <c>done.json</c>. Outputs get their names in order: killed in between, a result
    /// without it is made again, while it without a result would pass for done.
    /// </summary>
    public const int Done = 1;

    /// <summary>The stage.</summary>
    /// <param name="settings">Section evaluate.</param>
    /// <param name="runId">Names the run's directory.</param>
    /// <param name="workspace">Absolute.</param>
    /// <param name="home">The repository, for <c>{home}</c>.</param>
    /// <param name="limits">Section run.</param>
    /// <exception cref="UserError">The grid cannot be read.</exception>
    public static DeclaredStage Declare(
        EvaluateSettings settings,
        string runId,
        string workspace,
        string home,
        RunLimits limits
    )
    {
        var root = Path.Combine(settings.Root, runId);
        var words = settings.Command is { } command
            ? SweepCommand.Words(command).Select(TemplateText.Parse).ToList()
            : null;
        return new DeclaredStage
        {
            Name = Name,
            Workspace = workspace,
            OutputRoot = root,
            Worker = Worker,
            WorkerVersion = Version,
            Command = words is null ? null : Command(settings, words, root, workspace, home),
            Inputs = words is null
                ? [CorpusStage.SentencesFile(workspace), CorpusStage.GlossFile(workspace)]
                : [],
            CodeFiles = words is null
                ? []
                : new CommandCode(workspace, home).Of(settings.Code, words, TemplateText.Parse("")),
            Limits = limits,
            Split = Split.Contiguous,
            KeptTogether =
                settings.SplitBy == SplitBy.Checkpoint ? CellRecipe.Checkpoint.Key : null,
            IsDoneByOthers = unit => IsDone(root, unit),
            IsRewrittenByOthers = (unit, outputs) => IsRewritten(root, unit, outputs),
            Options = OrderedMap.Of(
                CellRecipe.RunId.Is(runId),
                CellRecipe.Snapshot.Is(ConfigSnapshot.Text(Drift.Settings(settings)))
            ),
            Units =
            [
                .. Grid.Cells(settings, workspace)
                    .Select(cell => UnitOf(cell, settings, words is null)),
            ],
            SideFiles = () => EvaluateFiles.BesideOutputs(root, settings.Family),
        };
    }

    /// <summary>What it reads of earlier stages: nothing where the user's own program evaluates.</summary>
    public static IReadOnlyList<string> Reads(EvaluateSettings settings, string workspace) =>
        settings.Command is not null
            ? []
            :
            [
                CorpusStage.SentencesFile(workspace),
                CorpusStage.GlossFile(workspace),
                .. settings.Models.ContainsKey(GlossModel.ModelName)
                    ? new[] { settings.Train.OutputRoot }
                    : [],
            ];

    /// <summary>Refuses a run that was begun with other settings, naming each that differs.</summary>
    /// <exception cref="UserError">It was.</exception>
    public static void RefuseDrift(EvaluateSettings settings, string runId) =>
        ConfigSnapshot
            .Of(Path.Combine(settings.Root, runId))
            .Refuse(Drift.Settings(settings), runId);

    /// <summary>The cell of a unit.</summary>
    internal static Cell CellOf(Unit unit) =>
        new(
            CellRecipe.Size.In(unit.Parameters),
            CellRecipe.ModelId.In(unit.Parameters),
            CellRecipe.Revision.In(unit.Parameters),
            CellRecipe.Layer.In(unit.Parameters),
            CellRecipe.Task.In(unit.Parameters)
        );

    /// <summary>Whether somebody else has done a unit: also where the layer has no zeros before it.</summary>
    internal static bool IsDone(string root, Unit unit) =>
        DoneFile.IsValid(Path.Combine(root, unit.Outputs[Done]))
        || OldName(unit.Outputs[Done]) is { } old && DoneFile.IsValid(Path.Combine(root, old));

    /// <summary>
    /// Whether scripts that knew nothing of a unit's record have only said once more that it is done: by a
    /// <c>done.json</c> of theirs, alone or with a result that has a score.
    /// </summary>
    internal static bool IsRewritten(string root, Unit unit, IReadOnlyList<string> outputs) =>
        outputs.Contains(unit.Outputs[Done])
        && DoneFile.IsValid(Path.Combine(root, unit.Outputs[Done]))
        && (
            !outputs.Contains(unit.Outputs[Result])
            || CellResults
                .Score(
                    Path.Combine(root, unit.Outputs[Result]),
                    CellRecipe.Task.In(unit.Parameters)
                )
                .Number
                is not null
        );

    // layer_020 as layer_20; null where there is no zero to leave out.
    internal static string? OldName(string output)
    {
        var at = output.LastIndexOf("/layer_0", StringComparison.Ordinal);
        if (at < 0)
            return null;
        var digits = output.IndexOf('/', at + 1);
        var layer = output[(at + 7)..digits].TrimStart('0');
        return $"{output[..(at + 7)]}{(layer.Length == 0 ? "0" : layer)}{output[digits..]}";
    }

    private static Unit UnitOf(Cell cell, EvaluateSettings settings, bool isBuiltIn)
    {
        var key = cell.Key;
        var directory = Cell.DirectoryOf(settings.Family, key);
        return new Unit
        {
            Key = key,
            Inputs =
                isBuiltIn && cell.Size == GlossModel.ModelName
                    ? [CheckpointFile(cell, settings.Train)]
                    : [],
            Outputs = [$"{directory}/{cell.Task}.json", $"{directory}/{DoneFile.Done}"],
            Parameters = OrderedMap.Of(
                CellRecipe.Checkpoint.Is($"{cell.Size}/{cell.Revision}"),
                // In the command's names for what lies in the workspace.
                CellRecipe.Directory.Is(directory),
                CellRecipe.Layer.Is(cell.Layer),
                CellRecipe.ModelId.Is(cell.ModelId),
                CellRecipe.Revision.Is(cell.Revision),
                CellRecipe.Size.Is(cell.Size),
                CellRecipe.Task.Is(cell.Task)
            ),
        };
    }

    private static string CheckpointFile(Cell cell, TrainSettings train) =>
        TrainStage
            .Checkpoints(train)
            .Where(c => $"step{c.Step.ToString(CultureInfo.InvariantCulture)}" == cell.Revision)
            .Select(c => c.Path)
            .FirstOrDefault()
        ?? throw new UserError(
            $"evaluate.models.{cell.Size}.checkpoints: '{cell.Revision}' is none that stage Train makes with {train.Steps} steps; 'trained' names all of them"
        );

    private static CommandTemplate Command(
        EvaluateSettings settings,
        IEnumerable<TemplateText> words,
        string root,
        string workspace,
        string home
    )
    {
        string ForEngine(TemplateText text) =>
            text.ForEngine(
                name => name == "workspace",
                name =>
                    name switch
                    {
                        "output" => $"{{output.{Result}}}",
                        "results" => TemplateText.PathForEngine(root, workspace)
                            + $"/{{param.directory}}/{CellResults.Directory}",
                        "home" => TemplateText.PathForEngine(home, workspace),
                        _ => null,
                    }
            );
        return new CommandTemplate
        {
            Arguments = [.. words.Select(ForEngine)],
            Environment = new SortedDictionary<string, string>(
                settings.Environment.ToDictionary(
                    e => e.Key,
                    e => ForEngine(TemplateText.Parse(e.Value))
                ),
                StringComparer.Ordinal
            ),
        };
    }
}
