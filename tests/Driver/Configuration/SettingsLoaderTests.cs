using System.Collections;
using Sluice.Driver.CommandLine;
using Sluice.Driver.Configuration;
using Sluice.Engine.Configuration;
using Sluice.Tests.Support;
using Sluice.Tests.Tasks;

namespace Sluice.Tests.Driver.Configuration;

/// <summary>Layers of configuration: the last to name a setting wins, and what is unknown is refused.</summary>
public sealed class SettingsLoaderTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public SettingsLoaderTests()
    {
        _workspace.Write("home/configs/run.yaml", "run:\n  slots: 1\n  retries: 1\n  shards: 1\n");
        _workspace.Write("home/configs/augment.yaml", "augment:\n  seed: 1\n");
        _workspace.Write("home/configs/profiles/big.yaml", "run:\n  slots: 3\n  retries: 3\n");
        Directory.CreateDirectory(_workspace["ws"]);
    }

    [Fact]
    public void Each_layer_covers_the_one_below()
    {
        Assert.Equal("1 1 1", Run());
        Assert.Equal("3 3 1", Run(o => o with { Profile = "big" }));
        Assert.Equal("4 3 1", Run(o => o with { Profile = "big" }, ("SLUICE_RUN__SLOTS", "4")));
        Assert.Equal(
            "5 3 9",
            Run(
                o =>
                    o with
                    {
                        Profile = "big",
                        Sets =
                        [
                            ("run.slots", "8", "--set"),
                            ("run.slots", "5", "--set"),
                            ("run.shards", "9", "--shards"),
                        ],
                    },
                ("SLUICE_RUN__SLOTS", "4")
            )
        );
    }

    [Fact]
    public void A_file_named_replaces_the_default_file_of_its_sections_only()
    {
        var file = _workspace.Write("mine.yaml", "run: {slots: 7}");

        Assert.Equal("7 - -", Run(o => o with { Configs = [file] }));
        Assert.Equal(
            "1",
            Text(Load(o => o with { Configs = [file] }).Root.Find("augment"), "seed")
        );
    }

    [Fact]
    public void Of_several_files_the_last_wins_key_by_key()
    {
        var one = _workspace.Write("one.yaml", "run: {slots: 7, retries: 7}");
        var two = _workspace.Write("two.yaml", "run: {slots: 8}");

        Assert.Equal("8 7 -", Run(o => o with { Configs = [one, two] }));
    }

    [Fact]
    public void The_workspaces_file_comes_before_the_repositorys()
    {
        _workspace.Write("ws/configs/run.yaml", "run: {slots: 2}");

        Assert.Equal("2 - -", Run());
    }

    [Fact]
    public void An_empty_section_in_a_profile_takes_nothing_away()
    {
        _workspace.Write("home/configs/profiles/empty.yaml", "run:\n  # slots: 9\n");

        Assert.Equal("1 1 1", Run(o => o with { Profile = "empty" }));
    }

    [Fact]
    public void All_unknown_sections_and_missing_files_are_told_at_once()
    {
        var file = _workspace.Write("ws/mine.yaml", "runn: {}\nrun:\n  slots: 1\n");
        var (_, violations) = Load(
            o =>
                o with
                {
                    Configs = [file, _workspace["ws/none.yaml"]],
                    Profile = "nope",
                    Sets =
                    [
                        ("augmnt.seed", "1", "--set augmnt.seed=1"),
                        ("run", "1", "--set run=1"),
                    ],
                },
            ("SLUICE_SEED", "1")
        );

        Assert.Equal(
            [
                "mine.yaml:1 runn",
                "none.yaml file",
                "configs/profiles/nope.yaml file",
                "SLUICE_SEED seed",
                "--set augmnt.seed=1 augmnt.seed",
                "--set run=1 run",
            ],
            violations.Select(v => $"{v.Place} {v.Key}")
        );
        Assert.Contains("Did you mean 'run'?", $"{violations[0]}");
        Assert.Contains("Did you mean 'augment'?", $"{violations[4]}");
    }

    [Theory]
    [InlineData("SLUICE_SHARDS", "SLUICE_RUN__SHARDS")]
    [InlineData("SLUICE_RUN_SHARDS", "SLUICE_RUN__SHARDS")]
    [InlineData("SLUICE_AUGMENT_MIN_SIM", "SLUICE_AUGMENT__QUALITY__MIN_SIM")]
    [InlineData("SLUICE_AUGMENT_QUALITY_MIN_SIM", "SLUICE_AUGMENT__QUALITY__MIN_SIM")]
    public void A_variable_with_an_underscore_too_few_is_told_the_right_one(
        string typed,
        string meant
    ) =>
        Assert.EndsWith(
            $"found '{typed}'. Did you mean '{meant}'?",
            $"{Assert.Single(Load(null, (typed, "1")).Violations)}"
        );

    [Fact]
    public void A_variable_spells_what_users_name_as_it_is_there_or_as_typed()
    {
        var file = _workspace.Write(
            "mine.yaml",
            "sweep:\n  matrix: {Model: [a], lr: [1]}\n  environment: {Path_x: y}\n"
        );
        var sweep = (MapNode)
            Load(
                o => o with { Configs = [file] },
                ("SLUICE_SWEEP__MATRIX__MODEL", "[b]"),
                ("SLUICE_SWEEP__MATRIX__LR", "[2]"),
                ("SLUICE_SWEEP__MATRIX__newAxis", "[3]"),
                ("SLUICE_SWEEP__ENVIRONMENT__PATH_X", "z"),
                ("SLUICE_SWEEP__ENVIRONMENT__HF_TOKEN", "t")
            )
                .Root.Find("sweep")!;

        Assert.Equal(
            ["Model", "lr", "newAxis"],
            ((MapNode)sweep.Find("matrix")!).Entries.Select(e => e.Key)
        );
        Assert.Equal(
            ["Path_x", "HF_TOKEN"],
            ((MapNode)sweep.Find("environment")!).Entries.Select(e => e.Key)
        );
    }

    [Fact]
    public void A_wrong_value_names_the_layer_that_set_it()
    {
        var error = Assert.Throws<ConfigurationError>(() =>
            Settings.Bind(
                Load(
                    o => o with { Sets = [("run.slots", "0", "--set run.slots=0")] },
                    ("SLUICE_RUN__RETRIES", "x")
                ),
                _workspace["ws"],
                BuiltIn.Parts
            )
        );

        Assert.Contains(
            "--set run.slots=0: run.slots: expected a value from 1 to 1024, found '0'",
            error.Message
        );
        Assert.Contains(
            "SLUICE_RUN__RETRIES: run.retries: expected a whole number, found 'x'",
            error.Message
        );
    }

    public void Dispose() => _workspace.Dispose();

    private string Run(
        Func<PipelineOptions, PipelineOptions>? options = null,
        params (string, string)[] environment
    )
    {
        var run = Load(options, environment).Root.Find("run");
        return $"{Text(run, "slots")} {Text(run, "retries")} {Text(run, "shards")}";
    }

    private (MapNode Root, IReadOnlyList<Violation> Violations) Load(
        Func<PipelineOptions, PipelineOptions>? options = null,
        params (string Name, string Value)[] environment
    ) =>
        new SettingsLoader(
            (options ?? (o => o))(new PipelineOptions { CurrentDirectory = _workspace.Root }),
            BuiltIn.Features,
            _workspace["home"],
            _workspace["ws"]
        ).Load(new Hashtable(environment.ToDictionary(e => e.Name, e => e.Value)));

    private static string Text(ConfigNode? section, string key) =>
        ((section as MapNode)?.Find(key) as ScalarNode)?.Text ?? "-";
}
