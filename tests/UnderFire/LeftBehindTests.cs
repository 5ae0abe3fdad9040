using Sluice.Tests.Support;

namespace Sluice.Tests.UnderFire;

/// <summary>What a unit's command leaves running out of reach of its process group ends with the unit.</summary>
public sealed class LeftBehindTests
{
    [Fact]
    public async Task A_session_of_its_own_does_not_outlive_its_unit()
    {
        using var graph = new GraphHost();
        // The second unit looks whether what the first one left still does anything.
        graph.Shell(
            "One",
            2,
            """
            if [ "$1" = 0 ]; then
              setsid sh -c 'while :; do touch alive; sleep 0.05; done' &
              until [ -e alive ]; do sleep 0.01; done
            else
              rm alive; sleep 0.5; [ ! -e alive ]
            fi && echo done > "$2"
            """
        );
        (await graph.RunAsync("--target=One", "--shards", "1")).Exits(0);
    }

    [Fact]
    public async Task Nor_where_several_units_run_at_once_and_the_environment_was_cleared()
    {
        using var graph = new GraphHost();
        var seconds = Seconds();
        graph.Shell(
            "One",
            6,
            "env -i setsid sh -c 'sleep "
                + seconds
                + " & exec sleep "
                + seconds
                + "' & sleep 0.$1; echo done > \"$2\""
        );
        (await graph.RunAsync("--target=One", "--shards", "1", "--set", "run.slots=3")).Exits(0);
        Assert.Empty(Sleepers(seconds));
    }

    [Fact]
    public async Task A_daemon_that_its_unit_needs_lives_as_long_as_the_unit()
    {
        using var graph = new GraphHost();
        // The first shell is gone at once: the server is an orphan while its unit goes on.
        graph.Shell(
            "One",
            2,
            """
            if [ "$1" = 0 ]; then
              sleep 0.2; echo quick > "$2"
            else
              sh -c 'setsid sh -c "sleep 1; echo served > served" &'
              until [ -s served ]; do sleep 0.1; done
              mv served "$2"
            fi
            """
        );
        (await graph.RunAsync("--target=One", "--shards", "1", "--set", "run.slots=2")).Exits(0);
        Assert.Equal(
            "served\n",
            File.ReadAllText(graph.Workspace[GraphHost.Output("One", "1.txt")])
        );
    }

    [Fact]
    public async Task Neither_does_it_outlive_a_unit_that_is_stopped_by_its_time_limit()
    {
        using var graph = new GraphHost();
        var seconds = Seconds();
        graph.Shell("One", 1, $"setsid sleep {seconds} & sleep 60");
        (
            await graph.RunAsync("--target=One", "--set", "run.timeout=1s", "--set", "run.grace=1s")
        ).Exits(1);
        Assert.Empty(Sleepers(seconds));
    }

    private static string Seconds() =>
        Random
            .Shared.Next(100_000, 999_999)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static List<string> Sleepers(string seconds) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(directory => char.IsAsciiDigit(Path.GetFileName(directory)[0]))
                .Where(directory =>
                    CommandOf(directory) is ['s', 'l', 'e', 'e', 'p', ..] line
                    && line.Contains(seconds)
                ),
        ];

    private static string CommandOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
