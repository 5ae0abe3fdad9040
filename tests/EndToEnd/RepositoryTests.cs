using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Cake.Frosting;
using Sluice.Tasks;
using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>What must not drift in the repository itself.</summary>
[Trait("Takes", "long")]
public sealed partial class RepositoryTests
{
    [Fact]
    public void Both_pins_of_Cake_are_the_same()
    {
        using var tools = JsonDocument.Parse(Read(".config/dotnet-tools.json"));
        Assert.Equal(
            XDocument
                .Parse(Read("Directory.Packages.props"))
                .Descendants("CakeVersion")
                .Single()
                .Value,
            tools
                .RootElement.GetProperty("tools")
                .GetProperty("cake.tool")
                .GetProperty("version")
                .GetString()
        );
    }

    [Fact]
    public void Every_task_is_public_sealed_named_and_described()
    {
        var tasks = typeof(TaskList)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .Where(type => type.IsAssignableTo(typeof(IFrostingTask)))
            // Those that a group brings are its own, not Cake's.
            .Where(type => type.GetConstructor([]) is not null)
            .ToList();
        Assert.NotEmpty(tasks);
        Assert.All(
            tasks,
            task =>
            {
                Assert.True(task.IsPublic, $"{task} is not public: Cake does not find it");
                Assert.True(task.IsSealed, $"{task} is not sealed");
                Assert.NotEmpty(task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? "");
                Assert.NotEmpty(
                    task.GetCustomAttribute<TaskDescriptionAttribute>()?.Description ?? ""
                );
            }
        );
    }

    [Fact]
    public async Task Every_file_is_formatted()
    {
        (await Shell.RunAsync(Repository.Root, "dotnet", "tool", "restore")).Exits(0);
        (await Shell.RunAsync(Repository.Root, "dotnet", "csharpier", "check", ".")).Exits(0);
    }

    [Fact]
    public async Task No_file_names_a_package_registry()
    {
        var files = await Shell.RunAsync(
            Repository.Root,
            "git",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard"
        );
        if (files.ExitCode != 0)
            Assert.Skip("this is no git checkout");
        var naming = files
            .Out.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => File.Exists(Path.Combine(Repository.Root, file)))
            .Where(file => RegistryAddress().IsMatch(Read(file)));
        Assert.Empty(naming);
    }

    private static string Read(string file) =>
        File.ReadAllText(Path.Combine(Repository.Root, file));

    /// <summary>An address that packages come from, public or private; also a bare well-known host.</summary>
    [GeneratedRegex(
        @"https?://[^\s/""']*(registry|npm|nuget|pypi|artifactory|nexus|mirror|deb\.)[^\s""']*|""resolved"":|api\.nuget\.\w+|registry\.npmjs\.\w+",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex RegistryAddress();
}
