using Sluice.Driver.CommandLine;
using Sluice.Engine.Planning;
using Sluice.Tests.Tasks;

namespace Sluice.Tests.Driver.CommandLine;

/// <summary>The command line is understood in every usual spelling; what is not understood is refused.</summary>
public sealed class OptionParserTests
{
    private static readonly string[] Targets = ["Augment", "Merge", "MergeManifests"];

    [Theory]
    [InlineData("--shards 7")]
    [InlineData("--shards=7")]
    [InlineData("--num-shards 7")]
    [InlineData("--num-shards=7")]
    [InlineData("-- --shards 7")]
    public void Shards_are_set_in_every_spelling(string line) =>
        Assert.Equal([("run.shards", "7", "--shards")], Parsed(line).Sets);

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--dry-run")]
    [InlineData("--dryrun=true")]
    [InlineData("--noop")]
    public void A_dry_run_is_one_in_every_spelling(string line) => Assert.True(Parsed(line).DryRun);

    [Fact]
    public void A_flag_set_to_false_is_not_set() => Assert.False(Parsed("--dryrun=false").DryRun);

    [Fact]
    public void Targets_are_found_whatever_their_case_and_may_be_several() =>
        Assert.Equal(["Merge", "Augment"], Parsed("--target=merge -t AUGMENT").Targets);

    [Fact]
    public void Paths_are_relative_to_where_the_user_stands()
    {
        var options = Parsed("--config x.yaml --config /y.yaml --workspace ../w --output-root o");

        Assert.Equal(["/cwd/x.yaml", "/y.yaml"], options.Configs);
        Assert.Equal("/w", options.Workspace);
        Assert.Equal([("augment.output_root", "/cwd/o", "--output-root")], options.Sets);
    }

    [Theory]
    [InlineData("--inputs a b --output o")]
    [InlineData("--inputs a --output o --inputs b")]
    [InlineData("--inputs=a --inputs=b --output=o")]
    [InlineData("-- --inputs a b --output o")]
    public void A_list_takes_all_up_to_the_next_option_and_adds_up(string line)
    {
        var sets = Parsed($"--target=Merge {line}").Sets;

        Assert.Equal("['/cwd/a', '/cwd/b']", sets.Last(s => s.Path == "benchmark.inputs").Value);
        Assert.Equal("'/cwd/o'", sets.Single(s => s.Path == "benchmark.output").Value);
    }

    [Theory]
    [InlineData("--merge_name it's", "'it''s'")]
    [InlineData("--merge-name=007", "'007'")]
    public void A_name_is_text_whatever_it_looks_like(string line, string value) =>
        Assert.Equal([("benchmark.merge_name", value, "--merge-name")], Parsed(line).Sets);

    [Theory]
    [InlineData("--variants-per-sample 3", "augment.variants_per_sample", "3")]
    [InlineData("--quality-min-sim 0.6", "augment.quality.min_sim", "0.6")]
    [InlineData("--quality-max-sim=0.9", "augment.quality.max_sim", "0.9")]
    public void Options_of_augmentation_scripts_stand_for_settings(
        string line,
        string setting,
        string value
    ) => Assert.Equal([(setting, value, line.Split(' ', '=')[0])], Parsed(line).Sets);

    [Fact]
    public void Values_may_hold_equals_signs_and_begin_with_a_dash()
    {
        var options = Parsed("--set a.b=c=d --only=x=1 --seed -1");

        Assert.Equal(("a.b", "c=d", "--set a.b=c=d"), options.Sets[0]);
        Assert.Equal(("augment.seed", "-1", "--seed"), options.Sets[1]);
        Assert.Equal("x=1", options.Only);
    }

    [Fact]
    public void An_empty_value_may_be_set() =>
        Assert.Equal(("a.b", "", "--set a.b="), Parsed("--set a.b=").Sets[0]);

    [Theory]
    [InlineData("exists", CheckMode.Exists)]
    [InlineData("Fingerprint", CheckMode.Fingerprint)]
    public void The_check_is_chosen(string typed, CheckMode expected) =>
        Assert.Equal(expected, Parsed($"--check {typed}").Check);

    [Fact]
    public void What_only_shows_needs_no_configuration()
    {
        Assert.True(Parsed("--tree").OnlyShows);
        Assert.False(Parsed("--exclusive").OnlyShows);
    }

    [Theory]
    [InlineData(
        "--shrads 7",
        "unknown option '--shrads'. Did you mean '--shards'? ./build.sh --help lists them"
    )]
    [InlineData(
        "--label-col label",
        "there is no --label-col: all columns of the input stand in the datasets; leave it out"
    )]
    [InlineData("--id-col=post_id", "there is no --id-col: all columns of the input stand in")]
    [InlineData("--shard-index 3", "there is no --shard-index: one call starts all shards")]
    [InlineData("--follow", "there is no --follow: a run shows its progress")]
    [InlineData("--log-dir logs", "there is no --log-dir: logs are in logs/ of the workspace")]
    [InlineData("--zzzzzzzz", "unknown option '--zzzzzzzz'. ./build.sh --help lists them")]
    [InlineData("-", "unknown option '-'.")]
    [InlineData("--shards", "--shards wants a value: --shards N")]
    [InlineData("--shards --force", "--shards wants a value: --shards N")]
    [InlineData("--workspace=", "--workspace wants a value: --workspace DIR")]
    [InlineData("--force=maybe", "--force is a flag and takes no value, found 'maybe'")]
    [InlineData(
        "--target Mrege",
        "unknown target 'Mrege'. Did you mean 'Merge'? Targets are Augment, Merge, MergeManifests"
    )]
    [InlineData("merge", "'merge' is no option. Did you mean '--target=Merge'?")]
    [InlineData("stray", "'stray' is no option; options begin with --, e.g. --target=Merge")]
    [InlineData("--set seed", "--set wants PATH=VALUE, e.g. --set augment.seed=7, found 'seed'")]
    [InlineData("--set =7", "--set wants PATH=VALUE, e.g. --set augment.seed=7, found '=7'")]
    [InlineData("--set augment.=7", "--set wants PATH=VALUE, e.g. --set augment.seed=7")]
    [InlineData(
        "--only a,b --only c",
        @"--only takes one pattern, found 'a,b' and 'c'; name several in braces, with \, for a comma in a key: --only '{a\,b,c}'"
    )]
    [InlineData("--check maybe", "--check wants fingerprint or exists, found 'maybe'")]
    [InlineData(
        "--verbosity loud",
        "--verbosity wants one of quiet, minimal, normal, verbose, diagnostic, found 'loud'"
    )]
    public void What_is_not_understood_is_refused(string line, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Parse(line).Errors));

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Assert.Equal(3, Parse("--shrads 7 stray --check maybe").Errors.Count);

    private static PipelineOptions Parsed(string line)
    {
        var (options, errors) = Parse(line);
        Assert.Empty(errors);
        return options;
    }

    private static (PipelineOptions Options, IReadOnlyList<string> Errors) Parse(string line) =>
        OptionParser.Parse(line.Split(' '), Targets, BuiltIn.Features, "/cwd");
}
