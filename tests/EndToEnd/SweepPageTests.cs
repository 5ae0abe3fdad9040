using System.Text.RegularExpressions;
using Sluice.Driver.Configuration;
using Sluice.Engine.Configuration;
using Sluice.Tests.Support;
using Sluice.Tests.Tasks;
using Sluice.Workers.Sweep;

namespace Sluice.Tests.EndToEnd;

/// <summary>docs/sweep.md is true: its files and commands, pasted in order, print what it says.</summary>
[Trait("Takes", "long")]
public sealed partial class SweepPageTests
{
    private static string Page =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "sweep.md"));

    [Fact]
    public async Task Its_commands_print_what_it_says()
    {
        using var workspace = new Workspace();
        workspace.Write(
            "build.sh",
            $"exec bash '{Repository.Root}/build.sh' --workspace \"$PWD\" \"$@\"\n"
        );
        File.SetUnixFileMode(workspace["build.sh"], (UnixFileMode)0b111_101_101);
        workspace.Write("runs.csv", Table().Match(Page).Groups[1].Value);
        foreach (Match file in NamedFile().Matches(Page))
            workspace.Write(file.Groups[2].Value, file.Groups[1].Value);
        foreach (var command in ReadmeCommand.In(Page))
        {
            var result = await Shell.RunAsync(workspace.Root, "bash", "-c", command.Line);
            Assert.True(
                result.ExitCode == 0,
                $"$ {command.Line}\nexit code {result.ExitCode}\n{result.Out}{result.Error}"
            );
            Assert.Equal(
                $"$ {command.Line}\n{Snapshot.Masked(command.Output).Trim('\n')}",
                $"$ {command.Line}\n{Snapshot.Masked(result.Out).Trim('\n')}"
            );
        }
    }

    [Fact]
    public void Its_examples_are_valid()
    {
        var examples = Yaml().Matches(Page).Select(m => m.Groups[1].Value).ToList();
        Assert.True(examples.Count > 5);
        foreach (var example in examples)
        {
            var settings = Settings.Bind(
                (YamlReader.ReadText(example, "x.yaml"), []),
                "/",
                BuiltIn.Parts
            );
            Assert.NotEmpty(settings.Of<SweepSettings>().All);
        }
    }

    [Fact]
    public void Its_table_has_every_setting()
    {
        var table = Page[Page.IndexOf("## All settings", StringComparison.Ordinal)..];
        foreach (var property in typeof(SweepStageSettings).GetProperties())
            if (property.CanWrite)
                Assert.Contains($"`{SettingsBinder.SnakeCase(property.Name)}`", table);
    }

    // The first line names the file.
    [GeneratedRegex(@"```\w+\n(# (\w+\.\w+)\n.*?)```", RegexOptions.Singleline)]
    private static partial Regex NamedFile();

    [GeneratedRegex(@"```csv\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();
}
