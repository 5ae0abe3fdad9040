using System.Diagnostics;
using Sluice.Tests.Support;

namespace Sluice.Tests.UnderFire;

/// <summary>build.sh in a clone that was never built.</summary>
public sealed class FreshCloneTests
{
    [Fact]
    public async Task Two_first_runs_at_once_both_work_with_one_build()
    {
        Assert.SkipUnless(
            Path.Exists(Path.Combine(Repository.Root, ".git")),
            "this checkout is no git repository"
        );
        using var folder = new Workspace();
        var clone = folder["a clone"];
        var git = await Start("git", "clone", "-q", Repository.Root, clone).EndAsync();
        git.Exits(0);
        var script = Path.Combine(clone, "build.sh");
        var both = new[] { Start("bash", script, "--help"), Start("bash", script, "--help") };
        var results = await Task.WhenAll(both.Select(run => run.EndAsync(TimeSpan.FromMinutes(5))));
        foreach (var result in results)
            Assert.Contains("Usage: ./build.sh", result.Exits(0).Out);
        Assert.Single(results, r => r.Error.Contains("building the host"));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(clone, "artifacts/host")));
    }

    private static RunningHost Start(string program, params string[] args) =>
        new(
            Process.Start(
                new ProcessStartInfo(program, args)
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!
        );
}
