using Sluice.Engine.Claims;
using Sluice.Engine.Graph;
using Sluice.Tests.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Claims;

/// <summary>Of many that need a thing made, one makes it; when it dies at it, another does.</summary>
public sealed class OnlyOnceTests : IDisposable
{
    private static readonly TimeSpan s_expiry = TimeSpan.FromMinutes(1);

    private readonly Workspace _workspace = new();
    private readonly StagePaths _paths;
    private int _made;

    public OnlyOnceTests() => _paths = new StagePaths(_workspace.Root, "Merge");

    [Fact]
    public async Task Of_many_at_once_one_makes_it_and_all_get_the_same()
    {
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(i =>
                    Task.Factory.StartNew(
                        () => Do($"{i}", slow: true),
                        TaskCreationOptions.LongRunning
                    )
                )
        );

        Assert.Equal(1, _made);
        Assert.Equal(["made 1"], results.Distinct());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_paths.Claims));
    }

    [Fact]
    public void What_is_there_is_not_made_again_and_leaves_no_trace()
    {
        _workspace.Write("thing", "older");

        Assert.Equal("older", Do("a"));
        Assert.Equal(0, _made);
        Assert.False(Directory.Exists(_paths.Root));
    }

    [Fact]
    public async Task A_living_maker_is_waited_for()
    {
        using var maker = FakeWorkers.Living(_paths, "maker");
        using var fence = Fence.Raise(_paths, "maker");
        var claim = Claims.TryClaim("once", fence)!;
        var waiting = Task.Run(() => Do("a"));
        await Task.Delay(500);
        Assert.False(waiting.IsCompleted);

        _workspace.Write("thing", "the maker's");

        Assert.Equal("the maker's", await waiting);
        Assert.Equal(0, _made);
        claim.Release();
    }

    [Fact]
    public async Task What_the_maker_had_made_before_it_let_go_is_found()
    {
        using var maker = FakeWorkers.Living(_paths, "maker");
        using var fence = Fence.Raise(_paths, "maker");
        var claim = Claims.TryClaim("once", fence)!;
        // Between the look and the claim of the one that waits.
        var looks = 0;
        string? Look()
        {
            if (++looks == 1)
            {
                _workspace.Write("thing", "the maker's");
                claim.Release();
                return null;
            }
            return _workspace.Read("thing");
        }

        Assert.Equal(
            "the maker's",
            await Task.Run(() =>
                OnlyOnce.Do(_paths, "a", s_expiry, Look, () => Make(slow: false), Keep, default)
            )
        );
        Assert.Equal(0, _made);
    }

    [Fact]
    public void A_dead_maker_is_replaced()
    {
        FakeWorkers.Dead(_paths, "maker");
        using var fence = Fence.Raise(_paths, "maker");
        Assert.NotNull(Claims.TryClaim("once", fence));

        Assert.Equal("made 1", Do("a"));
        Assert.False(fence.IsHeld);
    }

    [Fact]
    public void One_that_fails_at_it_leaves_it_to_the_next()
    {
        Assert.Throws<InvalidDataException>(() =>
            OnlyOnce.Do<string>(
                _paths,
                "a",
                s_expiry,
                Look,
                () => throw new InvalidDataException(),
                Keep,
                default
            )
        );

        Assert.Equal("made 1", Do("b"));
    }

    [Fact]
    public async Task Whoever_waits_can_be_stopped()
    {
        using var maker = FakeWorkers.Living(_paths, "maker");
        using var fence = Fence.Raise(_paths, "maker");
        var claim = Claims.TryClaim("once", fence)!;
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            Task.Run(() =>
                OnlyOnce.Do(_paths, "a", s_expiry, Look, () => Make(slow: false), Keep, stop.Token)
            )
        );
        claim.Release();
    }

    public void Dispose() => _workspace.Dispose();

    private ClaimStore Claims => new(_paths, s_expiry);

    private string Do(string role, bool slow = false) =>
        OnlyOnce.Do(_paths, role, s_expiry, Look, () => Make(slow), Keep, CancellationToken.None);

    private string? Look() => _workspace.Has("thing") ? _workspace.Read("thing") : null;

    private string Make(bool slow)
    {
        var text = $"made {Interlocked.Increment(ref _made)}";
        // So long that all the others come meanwhile.
        if (slow)
            Thread.Sleep(400);
        return text;
    }

    private void Keep(string text)
    {
        _workspace.Write("whole", text);
        File.Move(_workspace["whole"], _workspace["thing"]);
    }
}
