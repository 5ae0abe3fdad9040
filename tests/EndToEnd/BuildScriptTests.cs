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
                echo "$*" >>published
                while [[ $1 != -o ]]; do shift; done
                mkdir -p "$2"
                printf '#!/bin/sh\necho "$0 $*"\n' >"$2/sluice"
                chmod +x "$2/sluice"
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

    [Theory]
    [InlineData("--self-contained", "--target=Status", "a b")]
    [InlineData("--target=Status", "--self-contained", "a b")]
    [InlineData("--target=Status", "a b", "--self-contained=true")]
    public async Task Wherever_it_stands_self_contained_starts_that_host_with_the_rest(
        params string[] args
    )
    {
        var result = await BuildAsync(args);

        Assert.Contains("building the self-contained host", result.Error);
        Assert.Contains(" --self-contained -p:", _workspace.Read("published"));
        Assert.Matches(
            @"/artifacts/self-contained-host/[-0-9]+/sluice --target=Status a b\n$",
            result.Out
        );
    }

    [Fact]
    public async Task Changing_between_the_two_hosts_builds_each_once()
    {
        string[][] lines =
        [
            [],
            ["--self-contained"],
            [],
            ["--self-contained"],
        ];
        foreach (var line in lines)
            await BuildAsync(line);

        Assert.Collection(
            File.ReadLines(_workspace["published"]),
            first => Assert.Contains(" --no-self-contained -p:", first),
            second => Assert.Contains(" --self-contained -p:", second)
        );
    }

    [Fact]
    public async Task Only_the_self_contained_host_once_built_does_without_dotnet()
    {
        await BuildAsync();
        var first = await WithoutDotnetAsync("--self-contained");
        await BuildAsync("--self-contained");

        var second = await WithoutDotnetAsync("--self-contained", "a b");

        Assert.Contains("no dotnet in PATH", first.Exits(2).Error);
        Assert.EndsWith("/sluice a b\n", second.Exits(0).Out);
        Assert.Contains("no dotnet in PATH", (await WithoutDotnetAsync()).Exits(2).Error);
    }

    public void Dispose()
    {
        foreach (var server in File.ReadLines(_workspace["servers"]))
            RunningHost.Signal(int.Parse(server, CultureInfo.InvariantCulture), "KILL");
        _workspace.Dispose();
    }

    private async Task<HostResult> BuildAsync(params string[] args) =>
        (
            await RunAsync(
                $"{_workspace["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
                args
            )
        ).Exits(0);

    private Task<HostResult> WithoutDotnetAsync(params string[] args) =>
        RunAsync(Programs.Only(_workspace, "find"), args);

    private Task<HostResult> RunAsync(string path, string[] args) =>
        Shell.RunAsync(
            _workspace.Root,
            new Dictionary<string, string?> { ["PATH"] = path },
            ["bash", _workspace["build.sh"], .. args]
        );
}
