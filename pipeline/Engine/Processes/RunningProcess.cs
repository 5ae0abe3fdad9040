using Sluice.Engine.Files;

namespace Sluice.Engine.Processes;

/// <summary>
/// A started command in its own process group. When its leader ends, whatever it left running in
/// the group is killed, and in a worker what left the group as well (<see cref="Subreaper"/>): a
/// unit's processes end with the unit.
/// </summary>
internal sealed class RunningProcess
{
    private readonly Lazy<Task<ProcessEnd>> _exit;
    private readonly Lock _gate = new();
    private bool _reaped;

    private RunningProcess(int id)
    {
        Id = id;
        _exit = new(WaitInBackground);
    }

    /// <summary>Process id, equal to the id of its process group.</summary>
    public int Id { get; }

    /// <summary>Completes with how it ended. A thread waits; see <see cref="Wait"/>.</summary>
    public Task<ProcessEnd> Exit => _exit.Value;

    /// <summary>Starts a command. Someone must wait for its end.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="input">A descriptor for standard input, or -1 for an empty one.</param>
    /// <exception cref="IOException">It cannot be started; the message says why.</exception>
    public static RunningProcess Start(CommandLine command, int input = -1)
    {
        using var own = command.Inherited is null ? new ChildEnvironment() : null;
        var inherited = command.Inherited ?? own!;
        var program =
            inherited.Find(command)
            ?? throw new IOException($"cannot start: {command.Arguments[0]}: command not found");
        Disk.MakeDirectories(Path.GetDirectoryName(command.LogFile)!);
        return new RunningProcess(
            inherited.With(
                command.Environment,
                variables =>
                    Subreaper.Started(() =>
                        Spawn.Start(
                            program,
                            command.Arguments,
                            variables,
                            command.WorkingDirectory,
                            input,
                            command.LogFile,
                            command.ReplacesLog
                        )
                    )
            )
        );
    }

    /// <summary>Waits on the calling thread. Not together with <see cref="Exit"/>.</summary>
    /// <returns>How it ended.</returns>
    public ProcessEnd Wait()
    {
        Spawn.WaitUntilEnded(Id);
        lock (_gate)
        {
            _ = Native.Kill(-Id, Native.SignalKill);
            var end = Spawn.Reap(Id);
            _reaped = true;
            Subreaper.Ended(Id);
            return end;
        }
    }

    /// <summary>Asks the whole group to end.</summary>
    public void Terminate() => Signal(-Id, Native.SignalTerminate);

    /// <summary>Kills the whole group at once.</summary>
    public void Kill() => Signal(-Id, Native.SignalKill);

    /// <summary>
    /// Asks the leader alone to end, for one that stops its own children, which would otherwise seem
    /// to it to have failed; kills the group when it has not ended within the grace period.
    /// </summary>
    public async Task StopLeaderAsync(TimeSpan grace)
    {
        Signal(Id, Native.SignalTerminate);
        if (await Task.WhenAny(Exit, Task.Delay(grace)) != Exit)
            Kill();
        await Exit;
    }

    // Once the leader is reaped its id may belong to a stranger: never signal it then.
    private void Signal(int target, int signal)
    {
        lock (_gate)
        {
            if (!_reaped)
                _ = Native.Kill(target, signal);
        }
    }

    private Task<ProcessEnd> WaitInBackground()
    {
        var exit = new TaskCompletionSource<ProcessEnd>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        new Thread(() => exit.SetResult(Wait()), 128 * 1024)
        {
            IsBackground = true,
            Name = "wait",
        }.Start();
        return exit.Task;
    }
}
