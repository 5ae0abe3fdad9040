using System.Diagnostics;
using Sluice.Engine;
using Sluice.Slurm.Runs;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Runs;

/// <summary>Of two submissions from a workspace the second waits, and a dead one's lock is nobody's.</summary>
public sealed class SubmitLockTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private int _told;

    [Fact]
    public async Task The_second_waits_for_the_first_and_is_told_once()
    {
        var first = await TakeAsync();
        Assert.Equal(0, _told);

        var second = TakeAsync();
        await Wait.UntilAsync(() => Volatile.Read(ref _told) > 0, "word that it waits");
        await Task.Delay(500);
        Assert.False(second.IsCompleted);
        first.Dispose();

        (await second).Dispose();
        Assert.Equal(1, _told);
    }

    [Fact]
    public async Task Another_process_is_waited_for_and_its_death_gives_it_back()
    {
        Directory.CreateDirectory(RunPaths.AllOf(_workspace.Root));
        var info = new ProcessStartInfo(
            "bash",
            ["-c", "exec 9>\"$1\"; flock 9; echo held; read", "-", LockFile]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var other = Process.Start(info)!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync());

        var taken = TakeAsync();
        await Wait.UntilAsync(() => Volatile.Read(ref _told) > 0, "word that it waits");
        Assert.False(taken.IsCompleted);
        other.Kill();

        (await taken).Dispose();
    }

    [Fact]
    public async Task Two_workspaces_do_not_wait_for_each_other()
    {
        using var other = new Workspace();
        using var one = await TakeAsync();

        using var two = await SubmitLock.TakeAsync(
            other.Root,
            () => Assert.Fail("it waits"),
            TimeProvider.System,
            default
        );
    }

    [Fact]
    public async Task Whoever_waits_can_be_stopped()
    {
        using var first = await TakeAsync();
        using var stop = new CancellationTokenSource();
        var second = SubmitLock.TakeAsync(
            _workspace.Root,
            stop.Cancel,
            TimeProvider.System,
            stop.Token
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_written_is_told_and_not_waited_for()
    {
        _workspace.Write(".sluice", "in the way");

        var error = await Assert.ThrowsAsync<UserError>(TakeAsync);

        Assert.StartsWith($"cannot write under {_workspace.Root}/.sluice/slurm: ", error.Message);
        Assert.Equal(0, _told);
    }

    public void Dispose() => _workspace.Dispose();

    private string LockFile => Path.Combine(RunPaths.AllOf(_workspace.Root), "lock");

    private Task<SubmitLock> TakeAsync() =>
        SubmitLock.TakeAsync(
            _workspace.Root,
            () => Interlocked.Increment(ref _told),
            TimeProvider.System,
            CancellationToken.None
        );
}
