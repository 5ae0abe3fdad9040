using System.Text.RegularExpressions;
using Sluice.Tests.Support;

namespace Sluice.Tests.Tasks;

/// <summary>What messages, help and pages tell people to type is there.</summary>
public sealed partial class NamedInTextsTests
{
    /// <summary>Options of other programs, which the sources pass on or the pages speak of.</summary>
    private static readonly HashSet<string> s_ofOthers =
    [
        .. OptionPattern().Matches(OfOthers).Select(m => m.Value),
    ];

    private const string OfOthers = """
        Slurm's:
        --all --allocations --array --cpus-per-task --dbd --dependency --duplicates --export
        --format --gpus --gpus-per-task --gres --job-name --jobs --kill-on-bad-exit
        --mail-type --mail-user --me --mem --name --noheader --ntasks --oneliner --overlap
        --parsable --parsable2 --reservation --signal --state --states --uid --wrap
        Of other programs that are started or spoken of:
        --batch --mutate --no-install-recommends --nologo --notest --nv --pack-destination
        --project --skip-version-check --vanilla
        Cake's:
        --no-report --showdescriptions --working
        Of the host's own processes:
        --gpu-chosen --parent-pipe --plan --run --shard
        Of users' programs in examples:
        --back --data --lang --layer --log --min-length --model --model_revision --out
        --output_folder --revision --task
        """;

    /// <summary>Stages of examples.</summary>
    private static readonly string[] s_examples = ["Count", "T"];

    // A map's names are the user's own, and so are those of axes.
    private static readonly string[] s_namesOfUsers =
    [
        "run.model",
        "run.rate",
        "sweep.matrix",
        "sweep.stages",
        "sweep.environment",
        "evaluate.models",
        "evaluate.environment",
        "slurm.stages",
    ];

    public static TheoryData<string> Files =>
        [
            .. new[] { "pipeline", "build" }
                .SelectMany(folder => Below(folder, "*.cs"))
                .Concat(Below("docs", "*.md"))
                .Concat(["README.md", "CONTRIBUTING.md"])
                .Concat(Below("configs", "*.yaml")),
        ];

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void Every_option_target_and_setting_that_a_text_names_is_there(string file)
    {
        var texts = Texts(file).ToList();
        var targets = BuiltIn.Parts.Targets.Select(target => target.Name).ToList();
        var options = BuiltIn
            .Parts.Features.Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            // Those of scripts before are named where they are refused.
            .Concat(BuiltIn.Parts.Features.FormerOptions.Keys)
            .ToHashSet();
        var settings = BuiltIn.Parts.Features.SettingNames.Select(s => s.Path).ToHashSet();
        var sections = string.Join('|', BuiltIn.Parts.Features.SectionNames);
        Assert.Empty(
            texts
                .SelectMany(text => OptionPattern().Matches(text).Select(m => m.Value))
                .Where(option => !options.Contains(option) && !s_ofOthers.Contains(option))
                .Distinct()
        );
        Assert.Empty(
            texts
                .SelectMany(text => TargetPattern().Matches(text).Select(m => m.Groups[1].Value))
                .Where(target => !targets.Contains(target) && !s_examples.Contains(target))
                .Distinct()
        );
        Assert.Empty(
            texts
                .SelectMany(text =>
                    Regex
                        .Matches(text, $@"(?<![\w./{{-])({sections})(\.[a-z][a-z_]*)+(?![\w/(])")
                        .Select(m => m.Value)
                )
                .Where(setting => !FileName().IsMatch(setting))
                .Where(setting => !settings.Contains(setting))
                .Where(setting => !s_namesOfUsers.Any(map => $"{setting}.".StartsWith($"{map}.")))
                .Distinct()
        );
    }

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, folder),
                pattern,
                SearchOption.AllDirectories
            )
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"))
            .Order(StringComparer.Ordinal);

    // Of a source what stands in quotes: that is what people get to read.
    private static IEnumerable<string> Texts(string file)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, file));
        return file.EndsWith(".cs", StringComparison.Ordinal)
            ? text.Split('\n')
                .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .Where(line => line.Contains('"'))
            : [text];
    }

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z0-9_-]*[a-z0-9]")]
    private static partial Regex OptionPattern();

    [GeneratedRegex(@"--target[= ]([A-Z]\w*)")]
    private static partial Regex TargetPattern();

    [GeneratedRegex(@"\.(yaml|yml|py|sh|csv|json|jsonl|md|cs|txt|log|awk|lock|db|torn)$")]
    private static partial Regex FileName();
}
