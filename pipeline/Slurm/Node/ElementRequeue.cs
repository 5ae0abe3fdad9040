using Sluice.Engine;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Node;

/// <summary>Puts an element back into the queue, under its id, before its time is over.</summary>
/// <param name="array">Of which array.</param>
/// <param name="job">The element's own id.</param>
/// <param name="slurm">The cluster.</param>
/// <param name="clock">What is waited by.</param>
internal sealed class ElementRequeue(
    ArrayJob array,
    string job,
    ISlurmCommands slurm,
    TimeProvider clock
)
{
    // A controller that is away for a minute is no reason to stay out of its queue.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(3);

    /// <summary>Tries until it is done, or this life is over, or Slurm does not know this life any more.</summary>
    /// <param name="why">For the log.</param>
    /// <param name="log">Told why and what Slurm says.</param>
    /// <param name="stop">The life is over.</param>
    /// <returns>What to end with.</returns>
    public async Task<int> RunAsync(string why, TextWriter log, CancellationToken stop)
    {
        log.WriteLine($"{why}: back into the queue with what is left.");
        for (var said = ""; !stop.IsCancellationRequested; await PauseAsync(stop))
            try
            {
                if (await IsAnothersAsync())
                {
                    log.WriteLine(
                        $"Slurm has given {job} to another job: what is left waits for other elements, for the next attempt or the next run"
                    );
                    break;
                }
                var answer = await slurm.RunAsync("scontrol", ["requeue", job]);
                if (answer.IsDone)
                    break;
                if (said != answer.Said)
                    log.WriteLine($"scontrol requeue {job}: {answer.Said}; trying again");
                said = answer.Said;
            }
            catch (UserError e)
            {
                log.WriteLine(
                    $"{e.Message}; what is left waits for other elements, for the next attempt or the next run"
                );
                break;
            }
        return ExitCode.Interrupted;
    }

    // A controller that lost its state begins with its ids again, and knows nothing of this life.
    private async Task<bool> IsAnothersAsync()
    {
        var answer = await slurm.RunAsync("scontrol", ["--oneliner", "show", "job", job]);
        return answer.IsDone
            && ScontrolOutput.NameOf(answer.Out) is { } name
            && name != array.JobName;
    }

    private async Task PauseAsync(CancellationToken stop)
    {
        try
        {
            await Task.Delay(s_pause, clock, stop);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits looks whether it is over.
        }
    }
}
