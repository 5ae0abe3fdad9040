using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Node;

/// <summary>
/// Which tasks of an element's life have ended, as they tell each other by files: a requeue ends all of
/// them, so that those that still work are waited for.
/// </summary>
/// <param name="paths">The run's.</param>
/// <param name="array">Of which array.</param>
/// <param name="place">Which element, life and task.</param>
/// <param name="tasks">How many an element has.</param>
/// <param name="clock">What is waited by.</param>
internal sealed class TaskEnds(
    RunPaths paths,
    ArrayJob array,
    ElementPlace place,
    int tasks,
    TimeProvider clock
)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(0.5);

    /// <summary>Says that this one has; nothing where there are no others.</summary>
    public void Note()
    {
        if (tasks > 1)
            File.WriteAllText(paths.TaskEnded(array.Label, place, place.Task), "");
    }

    /// <summary>Waits until all have, or have had their time.</summary>
    /// <param name="timeUp">Cancelled when what still runs must be stopped.</param>
    /// <param name="grace">How long that may take then.</param>
    /// <param name="stop">The life is over.</param>
    public async Task WaitAsync(CancellationToken timeUp, TimeSpan grace, CancellationToken stop)
    {
        long? isUp = null;
        while (!stop.IsCancellationRequested && HasOthers())
        {
            if (timeUp.IsCancellationRequested)
                isUp ??= clock.GetTimestamp();
            if (isUp is { } since && clock.GetElapsedTime(since) > grace)
                return;
            await Task.Delay(s_pause, clock, CancellationToken.None);
        }
    }

    private bool HasOthers() =>
        tasks > 1
        && Enumerable
            .Range(0, tasks)
            .Any(task => !File.Exists(paths.TaskEnded(array.Label, place, task)));
}
