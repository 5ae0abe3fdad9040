using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Monitor;

/// <summary>Tells a person what a run does: one line a plan, live progress, a summary.</summary>
public sealed class ConsoleReporter(TextWriter output, bool isTerminal, bool quiet) : IRunReporter
{
    private const int MostUnitsListed = 40;

    private readonly Lock _gate = new();
    private bool _isPlanning;
    private int _ticks;
    private int _nextTick;

    /// <inheritdoc/>
    public void Planning(Stage stage, int planned)
    {
        if (quiet)
            return;
        var text = PlanText.Progress(stage, planned);
        lock (_gate)
        {
            // Plainly, a line now and then: twice as long after each.
            if (!isTerminal && ++_ticks < _nextTick)
                return;
            _nextTick = 2 * Math.Max(_ticks, 1);
            output.Write(isTerminal ? $"\r{text}\e[K" : $"{text}\n");
            output.Flush();
            _isPlanning = isTerminal;
        }
    }

    /// <inheritdoc/>
    public void Planned(Plan plan, Ledger ledger, int shards, bool dryRun)
    {
        EndPlanning();
        foreach (var line in PlanText.Problems(plan.Stage.Name, ledger.Problems))
            Write(line);
        if (quiet && !dryRun)
            return;
        // Where nothing is to be done, what was said when it was done is not said again.
        var isQuietStage = plan.Running.Count == 0 && !dryRun && plan.Declared?.Notes.Count > 0;
        if (!isQuietStage)
            foreach (var note in plan.Declared?.Notes ?? [])
                Write(note);
        Write(
            PlanText.Headline(plan, shards, dryRun)
                + (isQuietStage ? $"; notes: --target=Explain --stage {plan.Stage.Name}" : "")
        );
        if (dryRun)
            foreach (var line in PlanText.Reasons(plan, MostUnitsListed))
                Write(line);
    }

    /// <inheritdoc/>
    public async Task WatchAsync(Plan plan, IReadOnlyList<Shard> shards, CancellationToken end)
    {
        if (quiet)
            return;
        var progress = new ProgressDisplay(output, plan, shards, isTerminal);
        try
        {
            while (true)
            {
                await Task.Delay(progress.Interval, end);
                progress.Show();
            }
        }
        catch (OperationCanceledException)
        {
            progress.Finish();
        }
    }

    /// <inheritdoc/>
    public void Ended(StageOutcome outcome)
    {
        if (quiet && outcome.ExitCode == Engine.ExitCode.Done)
            return;
        foreach (var line in SummaryText.Of(outcome))
            Write(line);
    }

    private void Write(string line) => output.WriteLine(ShownText.Line(line));

    // The progress line makes room for what comes.
    private void EndPlanning()
    {
        lock (_gate)
        {
            if (_isPlanning)
                output.Write("\r\e[K");
            _isPlanning = false;
            (_ticks, _nextTick) = (0, 0);
        }
    }
}
