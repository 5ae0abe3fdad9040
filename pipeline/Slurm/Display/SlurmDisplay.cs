using System.Text;
using Sluice.Engine;
using Sluice.Engine.Claims;
using Sluice.Engine.Planning;
using Sluice.Monitor;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Display;

/// <summary>
/// Live progress of a run on a cluster: a line a stage, redrawn in place on a terminal; elsewhere a line
/// when something has changed, now and then.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="isTerminal">Whether it can be redrawn.</param>
/// <param name="isJson">JSON lines instead.</param>
/// <param name="isQuiet">Says nothing.</param>
/// <param name="clock">The time.</param>
internal sealed class SlurmDisplay(
    TextWriter output,
    bool isTerminal,
    bool isJson,
    bool isQuiet,
    TimeProvider clock
)
{
    private static readonly TimeSpan s_plain = TimeSpan.FromSeconds(5);

    private readonly long _started = clock.GetTimestamp();
    private readonly Dictionary<string, string> _last = [];
    private readonly Dictionary<string, Plan> _plans = [];
    private TimeSpan _lastPlain = -s_plain;
    private int _drawn;

    /// <summary>Shows stages that have not ended.</summary>
    public void Show(
        IEnumerable<(SlurmRun Run, SlurmStage Stage, IReadOnlyList<ElementState> Elements)> stages
    )
    {
        if (isQuiet)
            return;
        var elapsed = clock.GetElapsedTime(_started);
        if (!isTerminal && elapsed - _lastPlain < s_plain)
            return;
        _lastPlain = elapsed;
        var lines = stages.Select(s => (s.Stage.Name, Of(s.Run, s.Stage, s.Elements))).ToList();
        if (isTerminal && !isJson)
        {
            Redraw([.. lines.Select(l => l.Item2.Text)]);
            return;
        }
        foreach (var (stage, (text, done, failed)) in lines)
        {
            if (_last.GetValueOrDefault(stage) == text)
                continue;
            _last[stage] = text;
            output.WriteLine(
                isJson
                    ? JsonReporter.Line(
                        "progress",
                        stage,
                        json =>
                        {
                            json.WriteNumber("done", done);
                            json.WriteNumber("failed", failed);
                        }
                    )
                    : $"{text}, {ProgressText.Span(elapsed)} elapsed"
            );
        }
    }

    /// <summary>Makes room for lines that stay.</summary>
    public void Clear()
    {
        if (_drawn > 0)
            output.Write($"\e[{_drawn}A\e[J");
        _drawn = 0;
    }

    private (string Text, int Done, int Failed) Of(
        SlurmRun run,
        SlurmStage stage,
        IReadOnlyList<ElementState> elements
    )
    {
        var counts = ElementText.Counts(elements);
        if (PlanOf(run, stage) is not { } plan)
            return ($"{stage.Name}: {counts}", 0, 0);
        var statuses = WorkerStatus.ReadAll(plan);
        return (
            $"{stage.Name}: {ProgressText.Overall(statuses, plan.Running.Count)}; {counts}",
            statuses.Sum(s => s.Done + s.DoneElsewhere),
            statuses.Sum(s => s.Failed)
        );
    }

    private Plan? PlanOf(SlurmRun run, SlurmStage stage)
    {
        var key = $"{run.Id}/{stage.Name}";
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        try
        {
            if (SlurmRuns.PlanOf(run, stage) is { } file)
                _plans[key] = plan = PlanFile.Read(file);
        }
        catch (UserError)
        {
            // Progress cannot be shown; at the stage's end it is told why.
        }
        return plan;
    }

    private void Redraw(IReadOnlyList<string> lines)
    {
        var width = Math.Max(40, Width() - 1);
        var text = new StringBuilder();
        if (_drawn > 0)
            text.Append($"\e[{_drawn}A");
        foreach (var line in lines)
            text.Append(line.Length > width ? line[..width] : line).Append("\e[K\n");
        text.Append("\e[J");
        output.Write(text);
        output.Flush();
        _drawn = lines.Count;
    }

    private static int Width()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 80;
        }
    }
}
