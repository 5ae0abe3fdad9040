using System.Globalization;
using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>build.sh itself, with a program in place of dotnet that only pretends to build.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public BuildScriptTests()
    {
        File.Copy(Path.Combine(Repository.Root, "build.sh"), _workspace["build.sh"]);
        foreach (var source in new[] { "build/a.cs", "pipeline/b.cs", "c.props", "global.json" })
            _workspace.Write(source, "");
        _workspace.Write(
            "bin/dotnet",
            """
            #!/usr/bin/env bash
            case $1 in
              --version) echo 10.0.0 ;;
              publish)
                sleep 600 >/dev/null 2>&1 &
                echo $! >>servers
                ;;
              *) echo "host $*" ;;
            esac
            """
        );
        File.SetUnixFileMode(
            _workspace["bin/dotnet"],
            UnixFileMode.UserRead | UnixFileMode.UserExecute
        );
    }

    [Fact]
    public async Task A_build_does_not_wait_for_the_compiler_servers_that_the_last_one_left()
    {
        Assert.Contains("building the host", (await BuildAsync()).Error);
        File.SetLastWriteTimeUtc(_workspace["build/a.cs"], DateTime.UtcNow.AddMinutes(1));

        var second = await BuildAsync();

        Assert.Contains("building the host", second.Error);
        Assert.Equal(2, File.ReadAllLines(_workspace["servers"]).Length);
    }

    [Fact]
    public async Task Nothing_is_built_when_no_source_is_newer()
    {
        await BuildAsync();

        var second = await BuildAsync("--target=Status", "a b");

        Assert.Empty(second.Error);
        Assert.EndsWith("/sluice.dll --target=Status a b\n", second.Out);
    }

    public void Dispose()
    {
        foreach (var server in File.ReadLines(_workspace["servers"]))
            RunningHost.Signal(int.Parse(server, CultureInfo.InvariantCulture), "KILL");
        _workspace.Dispose();
    }

    private async Task<HostResult> BuildAsync(params string[] args) =>
        (
            await Shell.RunAsync(
                _workspace.Root,
                new Dictionary<string, string?>
                {
                    ["PATH"] = $"{_workspace["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
                },
                ["bash", _workspace["build.sh"], .. args]
            )
        ).Exits(0);
}
