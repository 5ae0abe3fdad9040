using System.Text.RegularExpressions;
using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>docs/adding-a-stage.md, followed literally, gives a stage that runs, in four places and one line.</summary>
public sealed partial class AddingAStageTests
{
    private const string Test = "tests/EndToEnd/CountTests.cs";

    private static string Page =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "adding-a-stage.md"));

    [Fact]
    public void A_stage_touches_four_places()
    {
        var places = Files()
            .Keys.Select(file =>
                file.StartsWith("pipeline/Workers/", StringComparison.Ordinal)
                    ? Path.GetDirectoryName(file)
                    : file
            )
            .Distinct();

        Assert.Equal(
            [
                "pipeline/Workers/Counting",
                "pipeline/Tasks/Stages/CountTask.cs",
                "configs/count.yaml",
                Test,
            ],
            places
        );
    }

    [Fact]
    public async Task Its_files_compile_and_do_what_its_test_claims()
    {
        using var workspace = new Workspace();
        // The compiled pipeline stands for the sources beside which the page puts its own.
        workspace.Write(
            "host/Host.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <AssemblyName>sluice</AssemblyName>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Built}/*.dll" Exclude="{Built}/sluice.dll;{Built}/System*.dll;{Built}/Microsoft.CSharp.dll;{Built}/Microsoft.VisualBasic*.dll;{Built}/Microsoft.Win32*.dll;{Built}/mscorlib.dll;{Built}/netstandard.dll;{Built}/WindowsBase.dll" />
              </ItemGroup>
            </Project>
            """
        );
        foreach (var (file, text) in Files())
            if (file != Test)
                workspace.Write(
                    file.EndsWith(".cs", StringComparison.Ordinal) ? $"host/{file}" : file,
                    text
                );
        workspace.Write("host/Program.cs", ProgramWith(Line().Match(Page).Groups[1].Value));
        (
            await Shell.RunAsync(
                workspace["host"],
                "dotnet",
                "build",
                "-c",
                "Release",
                "-o",
                workspace["built"],
                "--nologo",
                "-v",
                "quiet"
            )
        ).Exits(0);

        // What the page's own test does, with this workspace and host for its own.
        var (before, after) = (ClaimedText(), ClaimedCount());
        workspace.Write("data/texts/a.txt", before);
        // As in the page's test, without the page's YAML first: the default counts every word.
        var yaml = workspace.Read("configs/count.yaml");
        File.Delete(workspace["configs/count.yaml"]);
        Task<HostResult> RunAsync(params string[] args) =>
            Shell.RunAsync(
                workspace.Root,
                [
                    "dotnet",
                    workspace["built/sluice.dll"],
                    "--workspace",
                    workspace.Root,
                    "--target=Count",
                    .. args,
                ]
            );
        (await RunAsync("--min-length", "3")).Exits(0);
        Assert.Equal(after, workspace.Read("data/counts/data/texts/a.txt.count"));
        Assert.Contains("0 of 1 unit stale", (await RunAsync("--min-length", "3")).Exits(0).Out);
        workspace.Write("configs/count.yaml", yaml);
        Assert.Contains("0 of 1 unit stale", (await RunAsync()).Exits(0).Out);
        Assert.Contains("min_length", (await RunAsync("--dryrun", "--min-length", "4")).Out);
        Assert.Contains(
            "--min-length",
            (
                await Shell.RunAsync(
                    workspace.Root,
                    "dotnet",
                    workspace["built/sluice.dll"],
                    "--help"
                )
            ).Out
        );
    }

    private static string Built { get; } =
        Path.Combine(
            Repository.Root,
            "artifacts/bin/Build",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))
        );

    /// <summary>The page's files by their paths, in its order.</summary>
    private static Dictionary<string, string> Files() =>
        NamedFile()
            .Matches(Page)
            .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Replace("\r", ""));

    private static string ProgramWith(string line)
    {
        var program = File.ReadAllText(Path.Combine(Repository.Root, "build", "Program.cs"));
        var end = program.IndexOf("    ];", StringComparison.Ordinal);
        return program.Insert(end, $"        {line}\n");
    }

    private static string ClaimedText() => Claim().Match(Page).Groups[1].Value;

    private static string ClaimedCount() => Count().Match(Page).Groups[1].Value + "\n";

    [GeneratedRegex(@"```\w+\n(?://|#) (\S+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex NamedFile();

    [GeneratedRegex("add `(.*?)` to `build/Program.cs`")]
    private static partial Regex Line();

    [GeneratedRegex("workspace.Write\\(\"data/texts/a.txt\", \"(.*?)\"\\)")]
    private static partial Regex Claim();

    [GeneratedRegex("Assert.Equal\\(\"(\\d+)\\\\n\"")]
    private static partial Regex Count();
}
