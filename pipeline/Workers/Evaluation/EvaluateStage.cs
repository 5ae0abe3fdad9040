using System.Globalization;
using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Workers.Augmentation.Corpus;
using Sluice.Workers.Embedding.Layers;
using Sluice.Workers.Embedding.Scoring;
using Sluice.Workers.Embedding.Training;
using Sluice.Workers.Sweep;

namespace Sluice.Workers.Evaluation;

/// <summary>Declares stage Evaluate: one unit a cell of the grid, in the directory of a run id.</summary>
public static class EvaluateStage
{
    /// <summary>The stage's name.</summary>
    public const string Name = "Evaluate";

    /// <summary>What plans call the worker.</summary>
    public const string Worker = "evaluate";

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
    /// <param name="acceptsDrift">Whether settings may differ from those the run began with.</param>
    /// <param name="limits">Section run.</param>
    /// <exception cref="UserError">The grid cannot be read.</exception>
    public static Stage Declare(
        EvaluateSettings settings,
        string runId,
        string workspace,
        string home,
        bool acceptsDrift,
        RunLimits limits
    )
    {
        var root = Path.Combine(settings.Root, runId);
        var snapshot = new ConfigSnapshot(Path.Combine(root, ConfigSnapshot.FileName));
        var now = Drift.Settings(settings);
        var command = settings.Command is { } node
            ? Command(settings, SweepCommand.Words(node), root, home)
            : null;
        return new Stage
        {
            Name = Name,
            Workspace = workspace,
            OutputRoot = root,
            Worker = Worker,
            Command = command,
            Inputs = command is null
                ? [CorpusStage.SentencesFile(workspace), CorpusStage.GlossFile(workspace)]
                : [],
            CodeFiles = command is null ? [] : Code(settings, workspace, home),
            Limits = limits,
            Split = Split.Contiguous,
            KeptTogether = settings.SplitBy == SplitBy.Checkpoint ? "checkpoint" : null,
            IsDoneByOthers = unit => IsDone(root, unit),
            Options = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["run_id"] = runId,
                ["snapshot"] = ConfigSnapshot.Text(now),
            },
            Units =
            [
                .. Grid.Cells(settings, workspace)
                    .Select(cell => UnitOf(cell, settings, command is null)),
            ],
            SideFiles = () => EvaluateFiles.BesideOutputs(root, settings.Family),
            Preflight = () => snapshot.Refuse(now, runId, acceptsDrift),
        };
    }

    /// <summary>The cell of a unit.</summary>
    internal static Cell CellOf(Unit unit) =>
        new(
            unit.Parameters["size"],
            unit.Parameters["model_id"],
            unit.Parameters["revision"],
            int.Parse(unit.Parameters["layer"], CultureInfo.InvariantCulture),
            unit.Parameters["task"]
        );

    /// <summary>Whether somebody else has done a unit: also where the layer has no zeros before it.</summary>
    internal static bool IsDone(string root, Unit unit) =>
        DoneFile.IsValid(Path.Combine(root, unit.Outputs[Done]))
        || OldName(unit.Outputs[Done]) is { } old && DoneFile.IsValid(Path.Combine(root, old));

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
        var directory = cell.Directory(settings.Family);
        return new Unit
        {
            Key = cell.Key,
            Inputs =
                isBuiltIn && cell.Size == GlossModel.ModelName
                    ? [CheckpointFile(cell, settings.Train)]
                    : [],
            Outputs = [$"{directory}/{cell.Task}.json", $"{directory}/{DoneFile.Done}"],
            Parameters = OrderedMap.Of(
                new("checkpoint", $"{cell.Size}/{cell.Revision}"),
                new("layer", cell.Layer.ToString(CultureInfo.InvariantCulture)),
                new("model_id", cell.ModelId),
                new("revision", cell.Revision),
                new("size", cell.Size),
                new("task", cell.Task),
                // In the command's names for what lies in the workspace.
                new("directory", directory)
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
        IReadOnlyList<string> words,
        string root,
        string home
    )
    {
        string ForEngine(string text) =>
            TemplateText
                .Parse(text)
                .ForEngine(
                    name => name is "output" or "workspace",
                    name => name == "home" ? home : null
                )
                .Replace(
                    "{param.results}",
                    $"{root.Replace("{", "{{").Replace("}", "}}")}/{{param.directory}}/results"
                )
                .Replace("{output}", $"{{output.{Result}}}");
        return new CommandTemplate
        {
            Arguments = [.. words.Select(ForEngine)],
            Environment = new SortedDictionary<string, string>(
                settings.Environment.ToDictionary(e => e.Key, e => ForEngine(e.Value)),
                StringComparer.Ordinal
            ),
        };
    }

    // Files that the command names by a fixed word are its code: python3 eval.py.
    private static IReadOnlyList<string> Code(
        EvaluateSettings settings,
        string workspace,
        string home
    ) =>
        [
            .. settings
                .Code.Concat(SweepCommand.Words(settings.Command))
                .Select(TemplateText.Parse)
                .Where(word => word.Names.All(name => name == "home"))
                .Select(word => word.Expand(_ => home))
                .Where(word =>
                    word.Length > 0
                    && (
                        !Path.IsPathRooted(word)
                        || word.StartsWith(home + "/", StringComparison.Ordinal)
                    )
                )
                .Select(word => Path.GetFullPath(word, workspace))
                .Where(File.Exists)
                .Distinct(),
        ];
}
