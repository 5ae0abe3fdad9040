using Sluice.Engine.Claims;
using Sluice.Tests.Engine.Working;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Claims;

/// <summary>A status file can be read whatever the units are called.</summary>
public sealed class WorkerStatusTests
{
    [Fact]
    public void A_long_name_leaves_no_rest_behind_when_a_short_one_follows()
    {
        using var workspace = new Workspace();
        var paths = new Sluice.Engine.Graph.StagePaths(workspace.Root, "Stage");
        using var heartbeat = FakeWorkers.Living(paths, "w");
        foreach (var key in (string[])[new string('я', 500), new string('x', 199) + "😀", "short"])
        {
            heartbeat.Update(status => status with { Current = key, Rows = key.Length });
            Assert.True(
                SpinWait.SpinUntil(
                    () => WorkerStatus.Read(heartbeat.Path)?.Rows == key.Length,
                    TimeSpan.FromSeconds(30)
                ),
                $"{key[..5]} is not read: {File.ReadAllText(heartbeat.Path)}"
            );
        }
        heartbeat.End(0);
        Assert.Equal(0, WorkerStatus.Read(heartbeat.Path)!.ExitCode);
    }
}
