using Sluice.Engine.Graph;

namespace Sluice.Workers.Evaluation;

/// <summary>What stages Evaluate and EvaluateReport hand to their workers.</summary>
internal static class CellRecipe
{
    /// <summary>Size and revision, which a shard's cells have in common.</summary>
    public static readonly Field<string> Checkpoint = Field.Text("checkpoint");

    /// <summary>Where a cell's files lie, relative to the run.</summary>
    public static readonly Field<string> Directory = Field.Text("directory");

    /// <summary>From 0.</summary>
    public static readonly Field<int> Layer = Field.Whole("layer");

    /// <summary>What the model is published as.</summary>
    public static readonly Field<string> ModelId = Field.Text("model_id");

    /// <summary>The checkpoint's name.</summary>
    public static readonly Field<string> Revision = Field.Text("revision");

    /// <summary>The model's size or name.</summary>
    public static readonly Field<string> Size = Field.Text("size");

    /// <summary>What is scored.</summary>
    public static readonly Field<string> Task = Field.Text("task");

    /// <summary>The run's settings, for the file that is kept beside its results.</summary>
    public static readonly Field<string> Snapshot = Field.Text("snapshot");

    /// <summary>The run's id.</summary>
    public static readonly Field<string> RunId = Field.Text("run_id");

    /// <summary>Of a report: keys of its cells.</summary>
    public static readonly Field<IReadOnlyList<string>> Cells = Field.List("cells", '\n');

    /// <summary>Of a report: keys of cells without a result, each with a tab and the reason where one is known.</summary>
    public static readonly Field<IReadOnlyList<string>> Blank = Field.List("blank", '\n');
}
