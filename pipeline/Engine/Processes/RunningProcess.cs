using System.Collections;
using System.Runtime.InteropServices;
using Sluice.Engine.Files;

namespace Sluice.Engine.Processes;

/// <summary>
/// A started command in its own process group. When its leader ends, whatever it left running in
/// the group is killed: a unit's processes end with the unit.
/// </summary>
public sealed class RunningProcess
{
    private readonly TaskCompletionSource<int> _exit = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly Lock _gate = new();
    private bool _reaped;

    private RunningProcess(int id) => Id = id;

    /// <summary>Process id, equal to the id of its process group.</summary>
    public int Id { get; }

    /// <summary>Completes with the exit code, or 128 + signal.</summary>
    public Task<int> Exit => _exit.Task;

    /// <summary>Starts a command.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="input">A descriptor for standard input, or -1 for an empty one.</param>
    /// <exception cref="IOException">It cannot be started; the message says why.</exception>
    public static RunningProcess Start(CommandLine command, int input = -1)
    {
        var path =
            command.Environment.GetValueOrDefault("PATH")
            ?? Environment.GetEnvironmentVariable("PATH");
        var program =
            ProgramPath.Find(command.Arguments[0], command.WorkingDirectory, path)
            ?? throw new IOException($"cannot start: {command.Arguments[0]}: command not found");
        Directory.CreateDirectory(Path.GetDirectoryName(command.LogFile)!);
        var process = new RunningProcess(
            Spawn.Start(
                program,
                command.Arguments,
                EnvironmentOf(command),
                command.WorkingDirectory,
                input,
                command.LogFile
            )
        );
        new Thread(process.Wait, 128 * 1024) { IsBackground = true, Name = "wait" }.Start();
        return process;
    }

    /// <summary>Asks the whole group to end; kills it when it has not within the grace period.</summary>
    public Task StopAsync(TimeSpan grace) => StopAsync(-Id, grace);

    /// <summary>
    /// The same, but only the leader is asked: for one that stops its own children, which would
    /// otherwise seem to it to have failed.
    /// </summary>
    public Task StopLeaderAsync(TimeSpan grace) => StopAsync(Id, grace);

    private async Task StopAsync(int target, TimeSpan grace)
    {
        Signal(target, Native.SignalTerminate);
        if (await Task.WhenAny(Exit, Task.Delay(grace)) != Exit)
            Kill();
        await Exit;
    }

    /// <summary>Kills the whole group at once.</summary>
    public void Kill() => Signal(-Id, Native.SignalKill);

    // Once the leader is reaped its id may belong to a stranger: never signal it then.
    private void Signal(int target, int signal)
    {
        lock (_gate)
        {
            if (!_reaped)
                _ = Native.Kill(target, signal);
        }
    }

    private void Wait()
    {
        Spawn.WaitUntilEnded(Id);
        int code;
        lock (_gate)
        {
            _ = Native.Kill(-Id, Native.SignalKill);
            code = Spawn.Reap(Id);
            _reaped = true;
        }
        _exit.SetResult(code);
    }

    private static List<string> EnvironmentOf(CommandLine command)
    {
        var entries = new List<string>();
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            if (!command.Environment.ContainsKey((string)entry.Key))
                entries.Add($"{entry.Key}={entry.Value}");
        entries.AddRange(command.Environment.Select(pair => $"{pair.Key}={pair.Value}"));
        return entries;
    }
}
