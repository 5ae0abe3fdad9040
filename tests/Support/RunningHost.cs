using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sluice.Tests.Support;

/// <summary>The real host while it runs.</summary>
public sealed class RunningHost
{
    private readonly Process _process;
    private readonly Lock _saying = new();
    private readonly StringBuilder _said = new();
    private readonly Task _out;
    private readonly Task<string> _error;

    internal RunningHost(Process process)
    {
        _process = process;
        _out = ReadAsync(process.StandardOutput);
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Process id of the driver (build.sh replaces itself by the host).</summary>
    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it has printed so far.</summary>
    public string Said
    {
        get
        {
            lock (_saying)
                return _said.ToString();
        }
    }

    /// <summary>Sends a signal to the driver, by name: TERM, INT, KILL, STOP, CONT.</summary>
    public void Signal(string name) => Signal(Id, name);

    /// <summary>Sends a signal to any process; one that has ended is no error.</summary>
    public static void Signal(int pid, string name) =>
        Kill(name, pid.ToString(CultureInfo.InvariantCulture));

    /// <summary>Sends a signal to a process group, as a terminal does with Ctrl-C.</summary>
    public static void SignalGroup(int group, string name) =>
        Kill(name, string.Create(CultureInfo.InvariantCulture, $"-{group}"));

    private static void Kill(string name, string target)
    {
        using var kill = Process.Start(
            new ProcessStartInfo("kill", [$"-{name}", "--", target])
            {
                RedirectStandardError = true,
            }
        )!;
        kill.WaitForExit();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<HostResult> EndAsync(TimeSpan? limit = null)
    {
        using var source = new CancellationTokenSource(limit ?? TimeSpan.FromMinutes(2));
        try
        {
            await _process.WaitForExitAsync(source.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _out;
            Assert.Fail($"the host did not end in time\n{Said}\n{await _error}");
        }
        await _out;
        return new HostResult(_process.ExitCode, Said, await _error);
    }

    private async Task ReadAsync(StreamReader output)
    {
        var buffer = new char[4096];
        while (await output.ReadAsync(buffer) is > 0 and var read)
            lock (_saying)
                _said.Append(buffer, 0, read);
    }
}
