using System.Diagnostics;
using System.Text;
using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Monitor;

/// <summary>
/// Live progress of local shards from their status files: a line a shard redrawn in place on a
/// terminal, a plain line now and then elsewhere.
/// </summary>
internal sealed class ProgressDisplay(
    TextWriter output,
    Plan plan,
    IReadOnlyList<Shard> shards,
    bool isTerminal
)
{
    private const int MostLines = 32;
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Dictionary<Shard, WorkerStatus> _statuses = [];
    private int _drawn;
    private TimeSpan _lastPlain;
    private string _lastText = "";

    /// <summary>Between two looks.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(isTerminal ? 200 : 500);

    /// <summary>Looks at the status files and shows what changed.</summary>
    public void Show()
    {
        Look();
        var elapsed = Stopwatch.GetElapsedTime(_started);
        if (isTerminal)
            Redraw(elapsed);
        else if (elapsed - _lastPlain >= PlainInterval)
        {
            _lastPlain = elapsed;
            var text = ProgressText.Overall(_statuses.Values, plan.Running.Count);
            if (text != _lastText)
                output.WriteLine(
                    $"{plan.Stage.Name}: {text}, {ProgressText.Span(elapsed)} elapsed"
                );
            _lastText = text;
        }
    }

    /// <summary>Draws the last state and leaves it standing.</summary>
    public void Finish()
    {
        Look();
        if (isTerminal)
            Redraw(Stopwatch.GetElapsedTime(_started));
    }

    private void Look()
    {
        foreach (var status in WorkerStatus.ReadAll(plan))
            _statuses[status.Shard] = status;
    }

    private void Redraw(TimeSpan elapsed)
    {
        var width = Math.Max(40, TerminalWidth() - 1);
        var lines = shards
            .Take(MostLines)
            .Select(shard =>
                ProgressText.Line(shard, _statuses.GetValueOrDefault(shard), elapsed, width)
            )
            .Append(ProgressText.Overall(_statuses.Values, plan.Running.Count))
            .ToList();
        var text = new StringBuilder();
        if (_drawn > 0)
            text.Append($"\e[{_drawn}A");
        foreach (var line in lines)
            text.Append(line.Length > width ? line[..width] : line).Append("\e[K\n");
        output.Write(text);
        output.Flush();
        _drawn = lines.Count;
    }

    private static int TerminalWidth()
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
