using Sluice.Tests.Support;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>The host that brings .NET along.</summary>
[Trait("Takes", "long")]
public sealed class SelfContainedHostTests : IAsyncLifetime
{
    /// <summary>Built where all that building needs is there; that may take minutes the first time.</summary>
    public async ValueTask InitializeAsync()
    {
        using var workspace = new Workspace();
        var build = workspace.Start("--self-contained", "--version");
        (await build.EndAsync(TimeSpan.FromMinutes(5))).Exits(0);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_runs_a_pipeline_where_no_dotnet_is_and_so_do_its_shards()
    {
        using var pipeline = ThatTellsItsShard();
        var bare = new Dictionary<string, string?>
        {
            ["PATH"] = Programs.Only(pipeline.Workspace, "bash", "find", "readlink"),
            ["DOTNET_ROOT"] = "/nowhere",
            ["DOTNET_HOST_PATH"] = null,
        };

        var result = (await RunAsync(pipeline, bare)).Exits(0);

        Assert.Contains("Total combos: 2", result.Out);
        Assert.Contains("shards: 2 × exit code 0", result.Out);
        foreach (var method in (string[])["a", "b"])
        {
            var (program, runtime) = Told(pipeline, method);
            var folder = Path.GetDirectoryName(program)!;
            Assert.Equal("sluice", Path.GetFileName(program));
            Assert.Equal(Hosts, Path.GetDirectoryName(folder));
            Assert.Equal(Path.Combine(folder, "libcoreclr.so"), runtime);
        }
    }

    [Fact]
    public async Task What_it_made_is_up_to_date_for_the_ordinary_host()
    {
        using var pipeline = new SmallPipeline();
        (await RunAsync(pipeline, [])).Exits(0);

        Assert.Empty(await pipeline.RedoneAsync());
    }

    private static string Hosts =>
        Path.Combine(Repository.Root, "artifacts", "self-contained-host");

    private static Task<HostResult> RunAsync(
        SmallPipeline pipeline,
        Dictionary<string, string?> environment
    ) =>
        Shell.RunAsync(
            pipeline.Workspace.Root,
            environment,
            [
                "bash",
                Path.Combine(Repository.Root, "build.sh"),
                "--workspace",
                pipeline.Workspace.Root,
                "--shards=2",
                "--schedule=static",
                "--self-contained",
            ]
        );

    /// <summary>Two methods, a shard each, whose program notes which program started it, and with what runtime.</summary>
    private static SmallPipeline ThatTellsItsShard()
    {
        var pipeline = new SmallPipeline();
        pipeline.Workspace.Write("configs/augment.yaml", Configuration("a, b"));
        pipeline.Workspace.Write(
            "configs/augment_methods.yaml",
            """
            methods:
              - { id: a, lib: external, kind: mine, command: [bash, tell.sh, a] }
              - { id: b, lib: external, kind: mine, command: [bash, tell.sh, b] }

            """
        );
        pipeline.Workspace.Write(
            "tell.sh",
            """
            if command -v dotnet; then exit 1; fi
            readlink /proc/$PPID/exe >told.$1
            while read -r _ _ _ _ _ file; do
              if [[ $file == */libcoreclr.so ]]; then echo "$file" >>told.$1; break; fi
            done </proc/$PPID/maps
            while read line; do id=${line#*:}; echo "{\"id\":${id%%,*},\"text\":null}"; done

            """
        );
        return pipeline;
    }

    private static (string Program, string Runtime) Told(SmallPipeline pipeline, string method)
    {
        var lines = pipeline.Workspace.Read($"told.{method}").Split('\n');
        return (lines[0], lines[1]);
    }
}
