using System.Text;
using System.Text.Json;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Monitor;

/// <summary>Tells a machine what a run does: one JSON object a line.</summary>
public sealed class JsonReporter(TextWriter output) : IRunReporter
{
    /// <inheritdoc/>
    public void Planning(Stage stage, int planned) =>
        output.WriteLine(
            Line(
                "planning",
                stage.Name,
                json =>
                {
                    json.WriteNumber("units", stage.Units.Count);
                    json.WriteNumber("planned", planned);
                }
            )
        );

    /// <inheritdoc/>
    public void Planned(Plan plan, Ledger ledger, int shards, bool dryRun)
    {
        foreach (var problem in ledger.Problems)
            Write("problem", plan, json => json.WriteString("text", problem));
        foreach (var note in plan.Declared?.Notes ?? [])
            Write("note", plan, json => json.WriteString("text", note));
        Write(
            "planned",
            plan,
            json =>
            {
                json.WriteNumber("units", plan.Units.Count);
                json.WriteNumber("stale", plan.Units.Count(u => u.Verdict.IsStale));
                json.WriteNumber("running", plan.Running.Count);
                json.WriteNumber("shards", shards);
                json.WriteBoolean("dryrun", dryRun);
            }
        );
        if (!dryRun)
            return;
        foreach (var planned in plan.Running)
            Write("stale", plan, json => WriteVerdict(json, planned));
    }

    /// <inheritdoc/>
    public async Task WatchAsync(Plan plan, IReadOnlyList<Shard> shards, CancellationToken end)
    {
        var last = "";
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(1000, end).ContinueWith(_ => { }, TaskScheduler.Default);
            var statuses = WorkerStatus.ReadAll(plan);
            var text = ProgressText.Overall(statuses, plan.Running.Count);
            if (text == last)
                continue;
            last = text;
            Write(
                "progress",
                plan,
                json =>
                {
                    json.WriteNumber("done", statuses.Sum(s => s.Done + s.DoneElsewhere));
                    json.WriteNumber("failed", statuses.Sum(s => s.Failed));
                    json.WriteNumber("running", plan.Running.Count);
                    json.WriteNumber("rows", statuses.Sum(s => s.Rows));
                }
            );
        }
    }

    /// <inheritdoc/>
    public void Ended(StageOutcome outcome)
    {
        foreach (var failed in outcome.Failed)
            Write(
                "failed",
                outcome.Plan,
                json =>
                {
                    json.WriteString("unit", failed.Unit);
                    json.WriteNumber("exit_code", failed.ExitCode);
                    json.WriteNumber("attempt", failed.Attempt);
                    json.WriteString("error", failed.Error);
                    json.WriteString("log", failed.Log);
                }
            );
        Write(
            "ended",
            outcome.Plan,
            json =>
            {
                json.WriteNumber("done", outcome.Done);
                json.WriteNumber("failed", outcome.Failed.Count);
                json.WriteNumber("not_run", outcome.NotRun.Count);
                json.WriteNumber("seconds", Math.Round(outcome.Elapsed.TotalSeconds, 3));
                json.WriteNumber("exit_code", outcome.ExitCode);
                if (outcome.Problems.Count == 0)
                    return;
                json.WriteStartArray("problems");
                foreach (var problem in outcome.Problems)
                    json.WriteStringValue(problem);
                json.WriteEndArray();
            }
        );
    }

    /// <summary>A unit and its verdict as two fields.</summary>
    public static void WriteVerdict(Utf8JsonWriter json, PlannedUnit planned)
    {
        json.WriteString("unit", planned.Unit.Key);
        json.WriteString("verdict", planned.Verdict.Kind.ToString());
        json.WriteString("reason", planned.Verdict.ToString());
    }

    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Line(string @event, string stage, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("event", @event);
            json.WriteString("stage", stage);
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Write(string @event, Plan plan, Action<Utf8JsonWriter> write) =>
        output.WriteLine(Line(@event, plan.Stage.Name, write));
}
