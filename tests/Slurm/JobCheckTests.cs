using Sluice.Engine.Configuration;
using Sluice.Slurm;

namespace Sluice.Tests.Slurm;

/// <summary>A setting that sbatch would misread, refuse or let break a run is refused before, with file and line.</summary>
public sealed class JobCheckTests
{
    [Fact]
    public void What_users_write_is_fine()
    {
        var settings = Bound(
            """
            slurm:
              partition: gpu,long
              account: my-lab
              qos: normal
              time: 1-12:00:00
              mem: 8G
              cpus: 4
              gres: gpu:a100:2(S:0)
              gpus: a100:2
              constraint: "[rack1*2&rack2*4]"
              nodelist: node[01-04,07]
              exclude: node09
              throttle: 8
              tasks: 2
              setup: ["module load dotnet", "export A='b c'"]
              launcher: [apptainer, exec, --nv, my image.sif]
              extra: ["--mail-type=FAIL", --exclusive, "--comment=it's # mine"]
              attempts: 3
              escalate_mem: 2
              escalate_time: 1.5
              lead: 90s
              max_running: 32
              stages:
                Augment: {mem: 16G, local: true}
            """.Replace("(S:0)", ""),
            out var problems
        );

        Assert.Empty(problems);
        Assert.Equal(
            ("16G", "gpu,long", true),
            (
                settings.For("Augment").Mem,
                settings.For("Augment").Partition,
                settings.For("Augment").Local
            )
        );
    }

    [Theory]
    [InlineData("partition: a b", "partition: expected a name as sbatch takes it, without blanks")]
    [InlineData("account: \"a\\nb\"", "account: expected a name")]
    [InlineData("qos: ''", "qos: expected a name as sbatch takes it, without blanks, found ''")]
    [InlineData("gres: gpu;rm", "gres: expected a name")]
    [InlineData("gpus: $(x)", "gpus: expected a name")]
    [InlineData("nodelist: 'node1\"'", "nodelist: expected a name")]
    [InlineData("exclude: 'a #b'", "exclude: expected a name")]
    [InlineData("partition: \"main\\n\"", "partition: expected a name")]
    [InlineData("constraint: a b", "constraint: expected features as sbatch takes them")]
    [InlineData("time: soon", "time: expected a time such as 90m, 12h, 01:30:00")]
    [InlineData("time: ٣٠m", "time: expected a time such as")]
    [InlineData("mem: 8X", "mem: expected an amount such as 500M or 8G, found '8X'")]
    [InlineData("cpus: 0", "cpus: expected a whole number from 1 on, found '0'")]
    [InlineData("throttle: -1", "throttle: expected a whole number from 1 on")]
    [InlineData("tasks: 100001", "tasks: expected a whole number from 1 on")]
    [InlineData("attempts: 0", "attempts: expected a whole number from 1 on")]
    [InlineData("attempts: 11", "attempts: expected at most 10, found '11'")]
    [InlineData("escalate_mem: 0.5", "escalate_mem: expected a factor from 1 to 100")]
    [InlineData("escalate_time: 101", "escalate_time: expected a factor from 1 to 100")]
    [InlineData("lead: 19h", "lead: expected at most 65535s")]
    [InlineData("lead: 2m\n  time: 2m", "lead: expected less than the time limit, found '120s'")]
    [InlineData("setup: [\"a\\nb\"]", "setup: expected one line of bash an item")]
    [InlineData("setup: [\"a\\rb\"]", "setup: expected one line of bash an item")]
    [InlineData("launcher: ['', x]", "launcher: expected a program and its arguments")]
    [InlineData("extra: [hold]", "extra: expected --name or --name=value, one option an item")]
    [InlineData("extra: ['--nice 5']", "extra: expected --name or --name=value")]
    [InlineData("extra: ['-? x']", "extra: expected --name or --name=value")]
    [InlineData("extra: [\"--comment=a\\n#SBATCH --hold\"]", "extra: expected --name or --name=")]
    [InlineData("max_running: -1", "max_running: expected a value from 0 to 1000000, found '-1'")]
    [InlineData("interval: 0s", "interval: expected a value from 0.2 to 3600, found '0s'")]
    [InlineData("local: true", "local: expected a stage's setting (slurm.stages.NAME.local)")]
    [InlineData("partitoin: x", "partitoin: expected a known setting of 'slurm'")]
    public void What_is_wrong_is_told_with_its_place(string line, string problem)
    {
        Bound($"slurm:\n  adopt: true\n  {line}\n", out var problems);

        Assert.StartsWith($"y.yaml:3: slurm.{problem}", Assert.Single(problems));
    }

    [Theory]
    [InlineData(
        "--array=0-9",
        "no --array, which Sluice gives itself: --shards and slurm.throttle say how many elements there are"
    )]
    [InlineData(
        "--dependency=singleton",
        "no --dependency, which Sluice gives itself: stages follow each other by the graph"
    )]
    [InlineData(
        "--job-name=x",
        "no --job-name, which Sluice gives itself: jobs are found again by their unique names"
    )]
    [InlineData(
        "--output=x",
        "no --output, which Sluice gives itself: logs are in logs/, and the rest in .sluice/slurm/"
    )]
    [InlineData(
        "--no-requeue",
        "no --no-requeue, which Sluice gives itself: elements put themselves back into the queue"
    )]
    [InlineData(
        "--signal=USR2",
        "no --signal, which Sluice gives itself: slurm.lead says how long before the time limit"
    )]
    [InlineData(
        "--clusters=other",
        "no --clusters, which Sluice gives itself: export SLURM_CLUSTERS, which squeue and scancel go by too"
    )]
    [InlineData("--ntasks=4", "no --ntasks, which Sluice gives itself: slurm.tasks says it")]
    [InlineData(
        "--wait",
        "no --wait, which Sluice gives itself: a run is followed unless --detach is given"
    )]
    [InlineData(
        "--wrap=hostname",
        "no --wrap, which Sluice gives itself: a stage's `command:` says what runs"
    )]
    [InlineData(
        "--test-only",
        "no --test-only, which Sluice gives itself: --dryrun shows the scripts without submitting them"
    )]
    [InlineData(
        "--parsable",
        "no --parsable, which Sluice gives itself: the job's id is read by Sluice"
    )]
    [InlineData("--version", "no --version, which Sluice gives itself: nothing would be submitted")]
    [InlineData("--partition=x", "--partition given by slurm.partition")]
    [InlineData("--cpus-per-task=2", "--cpus-per-task given by slurm.cpus")]
    [InlineData("--mem=2G", "--mem given by slurm.mem")]
    // sbatch takes every beginning of a name that is no other's.
    [InlineData(
        "--arr=0-9",
        "no --array, which Sluice gives itself: --shards and slurm.throttle say how many elements there are"
    )]
    [InlineData("--part=x", "--partition given by slurm.partition")]
    // And letters.
    [InlineData(
        "-W",
        "no --wait, which Sluice gives itself: a run is followed unless --detach is given"
    )]
    [InlineData("-n4", "no --ntasks, which Sluice gives itself: slurm.tasks says it")]
    [InlineData("-p gpu", "--partition given by slurm.partition")]
    // Or a name and its value as two words.
    [InlineData(
        "--depend afterok:1",
        "no --dependency, which Sluice gives itself: stages follow each other by the graph"
    )]
    [InlineData("--mem 2G", "--mem given by slurm.mem")]
    [InlineData("--nice 5", "--name or --name=value, one option an item: --nice=5")]
    [InlineData(
        "--export ALL,A=b,c",
        "values without commas, at which sbatch cuts them, and names without a value first: a line `export A=b,c` in slurm.setup, or export it before ./build.sh, since jobs get the environment as it is"
    )]
    [InlineData(
        "--uid=nobody",
        "no --uid, which Sluice gives itself: submit as that user, whose jobs only they cancel"
    )]
    [InlineData(
        "--workdir=/tmp",
        "no --workdir, which Sluice gives itself: jobs run in the workspace (--workspace)"
    )]
    [InlineData("--jobid=7", "no --jobid, which Sluice gives itself: Slurm numbers jobs")]
    // sbatch would take the option of the next line for its value.
    [InlineData("--comment", "a value: --comment=value")]
    [InlineData("--export", "a value: --export=value")]
    [InlineData("-N 2", "--name or --name=value, one option an item: --nodes")]
    public void What_Sluice_gives_itself_is_refused_in_extra(string option, string expected)
    {
        Bound($"slurm:\n  extra: ['{option}']\n", out var problems);

        Assert.Equal([$"y.yaml:2: slurm.extra: expected {expected}, found '{option}'"], problems);
    }

    [Theory]
    [InlineData("ALL,SPLITS=Commons,Kitchen", "SPLITS=Commons,Kitchen")]
    [InlineData("SPLITS=Commons,Kitchen,Yard,SEED=1", "SPLITS=Commons,Kitchen,Yard")]
    [InlineData("ALL,SEED=1,RANGE=1,2", "RANGE=1,2")]
    [InlineData("ALL,SPLITS=\"Commons,Kitchen\"", "SPLITS=\"Commons,Kitchen\"")]
    public void A_value_that_sbatch_would_cut_is_refused_with_what_does_it(
        string value,
        string line
    )
    {
        Bound($"slurm:\n  extra: ['--export={value}']\n", out var problems);

        Assert.Equal(
            [
                $"y.yaml:2: slurm.extra: expected values without commas, at which sbatch cuts them, and names without a value first: a line `export {line}` in slurm.setup, or export it before ./build.sh, since jobs get the environment as it is, found '--export={value}'",
            ],
            problems
        );
    }

    [Theory]
    [InlineData("mem: 8G\n  extra: [--mem-per-cpu=1G]", "extra: expected no such option beside")]
    [InlineData(
        "mem: 8G\n  stages:\n    A: {extra: [--mem-per-gpu=1G]}",
        "stages: expected either slurm.mem or an option in slurm.extra for A"
    )]
    public void Two_amounts_of_memory_are_refused_as_sbatch_would(string lines, string problem)
    {
        Bound($"slurm:\n  {lines}\n", out var problems);

        Assert.Contains($"slurm.{problem}", Assert.Single(problems));
    }

    [Theory]
    [InlineData("--export=ALL")]
    [InlineData("--export=NONE")]
    [InlineData("--export=PATH,HOME,SEED=1")]
    [InlineData("--export=ALL,SEED=1,MODEL=a/b")]
    [InlineData("--export=SEED=1,ALL")]
    [InlineData("--export-file=vars")]
    [InlineData("--gpus-per-task=1")]
    [InlineData("--mem-per-cpu=1G")]
    [InlineData("--nodes=1")]
    [InlineData("--gres-flags=disable-binding")]
    [InlineData("--exclusive")]
    [InlineData("--time-min=10")]
    [InlineData("--wait-all-nodes=1")]
    [InlineData("--begin=now+1hour")]
    [InlineData("--nice")]
    [InlineData("--quiet")]
    [InlineData("--get-user-env")]
    [InlineData("--kill-on-invalid-dep=no")]
    [InlineData("--cluster-constraint=x")]
    [InlineData("--comment=--hold")]
    public void Options_whose_names_are_longer_or_other_than_Sluices_are_passed_on(string option)
    {
        Bound($"slurm:\n  extra: ['{option}']\n", out var problems);

        Assert.Empty(problems);
    }

    [Fact]
    public void A_stages_own_settings_are_held_to_the_same_each_with_its_line()
    {
        Bound(
            """
            slurm:
              mem: 1G
              stages:
                Augment:
                  mem: lots
                  memory: 2G
                  extra: [--arr=0-3]
                Corpus: [1]
            """,
            out var problems
        );

        Assert.Equal(
            [
                "y.yaml:6: slurm.stages.Augment.memory: expected a known setting of 'slurm.stages.Augment', found an unknown one.",
                "y.yaml:5: slurm.stages.Augment.mem: expected an amount such as 500M or 8G, found 'lots'",
                "y.yaml:7: slurm.stages.Augment.extra: expected no --array, which Sluice gives itself: --shards and slurm.throttle say how many elements there are, found '--arr=0-3'",
                "y.yaml:8: slurm.stages.Corpus: expected a map of settings, found a list",
            ],
            problems
        );
    }

    [Theory]
    [InlineData("lead: 10m", "{time: 5m}")]
    [InlineData("time: 5m", "{lead: 300s}")]
    public void A_stage_that_would_be_warned_before_it_begins_is_told(string section, string stage)
    {
        Bound($"slurm:\n  {section}\n  stages:\n    Merge: {stage}\n", out var problems);

        Assert.Equal(
            [
                "y.yaml:4: slurm.stages: expected less lead than time for Merge, found a lead as long as the time limit or longer",
            ],
            problems
        );
    }

    private static SlurmSettings Bound(string yaml, out IReadOnlyList<string> problems)
    {
        var binder = new SettingsBinder("/ws");
        var bound = binder.Bind<SlurmSettings>(
            YamlReader.ReadText(yaml, "y.yaml").Find("slurm"),
            "slurm"
        );
        problems = [.. binder.Violations.Select(v => v.ToString())];
        return bound;
    }
}
