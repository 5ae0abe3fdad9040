using System.Diagnostics;
using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Working;
using Sluice.Workers.Embedding.Layers;
using Sluice.Workers.Scoring;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// Scores built-in models by built-in tasks. The last checkpoint's vectors are kept: its other layers
/// and tasks come next.
/// </summary>
internal sealed class CellScorer
{
    private readonly Lock _gate = new();
    private IReadOnlyDictionary<string, IScoredTask>? _tasks;
    private (string Name, LayerVectors Vectors)? _last;

    /// <summary>The result of a cell, as MTEB writes one.</summary>
    /// <exception cref="UnitFailure">The model has no such layer, or there is no such task.</exception>
    public byte[] Score(Cell cell, UnitContext unit, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        double score;
        IScoredTask task;
        lock (_gate)
        {
            try
            {
                _tasks ??= ScoredTasks
                    .Load(unit.Plan.Stage.Workspace)
                    .ToDictionary(t => t.Name, StringComparer.Ordinal);
                task =
                    _tasks.GetValueOrDefault(cell.Task)
                    ?? throw new UnitFailure(
                        $"there is no built-in task {cell.Task}; there are {string.Join(", ", ScoredTasks.Names)}"
                    );
                var vectors = VectorsOf(cell, unit);
                if (cell.Layer >= vectors.Encoder.LayerNames.Count)
                    throw new UnitFailure(
                        $"{cell.Size} has the layers 0 to {vectors.Encoder.LayerNames.Count - 1}"
                    );
                score = task.Score(
                    texts => vectors.Of(texts, cell.Layer, cancellation),
                    cancellation
                );
            }
            catch (UserError e)
            {
                throw new UnitFailure(e.Message);
            }
        }
        return Text(cell, task.Metric, score, Stopwatch.GetElapsedTime(started));
    }

    private LayerVectors VectorsOf(Cell cell, UnitContext unit)
    {
        var name = $"{cell.Size}/{cell.Revision}";
        if (_last is { } last && last.Name == name)
            return last.Vectors;
        // The old one's vectors are let go first.
        _last = null;
        ILayeredEncoder encoder =
            cell.Size == UseLite.ModelName
                ? UseLite.Load(
                    Path.Combine(
                        unit.Plan.Stage.Workspace,
                        "node_modules",
                        "@energetic-ai",
                        "model-embeddings-en"
                    )
                )
                : GlossModel.Load(unit.Unit.Inputs[0]);
        // Shards are the parallelism.
        var vectors = new LayerVectors(encoder, threads: 1);
        _last = (name, vectors);
        return vectors;
    }

    private static byte[] Text(Cell cell, string metric, double score, TimeSpan elapsed)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("task_name", cell.Task);
            json.WriteString("mteb_version", "built in");
            json.WriteNumber("evaluation_time", Math.Round(elapsed.TotalSeconds, 3));
            json.WriteStartObject("scores");
            json.WriteStartArray("test");
            json.WriteStartObject();
            json.WriteNumber("main_score", score);
            json.WriteNumber(metric, score);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
