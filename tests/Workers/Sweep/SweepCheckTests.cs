using Sluice.Tests.Support;
using static Sluice.Tests.Workers.Sweep.SweepYaml;

namespace Sluice.Tests.Workers.Sweep;

/// <summary>All that is wrong with a sweep is told at once, each with its line.</summary>
public sealed class SweepCheckTests
{
    [Fact]
    public void A_stage_that_is_all_wrong() =>
        Told(
            """
            sweep:
              matrix:
                x: [1, 2]
                empty: []
                output: [1]
                a-b: [1]
                g: {globb: x}
              exclude:
                z: 1
              include: [3]
              values:
                w: {of: "{x}"}
                v: "{w} {late}"
                late: "{x}"
                x: "1"
              command: fit {x} {xx} --in={inputs} {output.3}
              outputs: ["{x}.{nope}", "../{x}", "/tmp/{x}"]
              inputs: ["{output}"]
              code: ["{x}.py"]
              environment:
                A: "{who}"
              working_directory: "{x"
              key: "{key}"
              timeout: never
              slots: 0
              retry: 3
              resources:
                big: {slurm: {memo: 2G}}
                b d: {when: {u: 1}}
            """
        );

    [Fact]
    public void Stages_that_cannot_follow_each_other() =>
        Told(
            """
            sweep:
              command: x {output}
              stages:
                a: {command: 'x {output}', outputs: [a], after: [b]}
                b: {command: 'x {output}', outputs: [b], inputs_from: [a]}
                c-d: {command: 'x {output}', outputs: [c], inputs_from: [aa]}
                e:
                A: {command: 'x {output}', outputs: [A], resources: {x: {when: {}}}}
                A_x: {command: 'x {output}', outputs: [A]}
            """
        );

    [Theory]
    [InlineData(
        "matrix: {x: [1]}\n  outputs: [\"{x}\"]",
        "t.yaml:2: sweep.command: expected a command, found nothing"
    )]
    [InlineData(
        "command: x {output}",
        "t.yaml:2: sweep.outputs: expected the files a combination makes, e.g. [\"{x}.json\"], found nothing"
    )]
    [InlineData(
        "command: {a: b}\n  outputs: [x]",
        "t.yaml:2: sweep.command: expected one line, or a list of the program and its arguments, [python3, fit.py, \"{x}\"], found a map"
    )]
    [InlineData(
        "command: \"\"\n  outputs: [x]",
        "t.yaml:2: sweep.command: expected a program and its arguments, found nothing"
    )]
    [InlineData(
        "command: cat {input} {output}\n  outputs: [x]",
        "t.yaml:2: sweep.command: expected a stage with inputs, inputs_from or a glob, found '{input}'"
    )]
    [InlineData(
        "command: x {output}\n  matrix: [1]\n  outputs: [x]",
        "t.yaml:3: sweep.matrix: expected a map of names to values, found a list"
    )]
    [InlineData(
        "command: [sh, -c, 'echo > results/Sweep/x']\n  outputs: [x]",
        "t.yaml:2: sweep.command: expected a command that is told where to write: {output} among its words or in environment, found none; it writes where nothing of it is taken"
    )]
    [InlineData(
        "command: x {output}\n  outputs: [x]\n  directory: ./logs/",
        "t.yaml:4: sweep.directory: expected a directory other than logs and .sluice, where the pipeline keeps its own, found './logs/'"
    )]
    [InlineData(
        "command: x {output}\n  outputs: [x]\n  directory: a/.sluice/b",
        "t.yaml:4: sweep.directory: expected a directory other than logs and .sluice, where the pipeline keeps its own, found 'a/.sluice/b'"
    )]
    [InlineData(
        "command: x {output}\n  outputs: [x]\n  directory: ~/x",
        "t.yaml:4: sweep.directory: expected a path written out; ~ is a shell's word, found '~/x'"
    )]
    [InlineData(
        "command: x {output}\n  outputs: [x]\n  exclude: [{}]",
        "t.yaml:4: sweep.exclude: expected a map of names to values, {x: 1}, found an empty map, {}, which every combination fits"
    )]
    public void What_every_stage_needs(string yaml, string told) =>
        Assert.Equal([told], Bind($"sweep:\n  {yaml}\n").Violations);

    [Theory]
    [InlineData("matrix: {f: {glob: a}}\n  command: x {output} {input} {inputs}")]
    [InlineData("inputs: [a]\n  command: x {input.0} {output.0}")]
    [InlineData("environment: {OUT: \"{output}\"}\n  command: x")]
    // What a table's columns are called is known when it is read.
    [InlineData("matrix: {t: {csv: a.csv}}\n  command: x {output} {t.anything}")]
    [InlineData(
        "matrix: {f: [a/b.c]}\n  command: \"x {f.stem} {f.name} {f.folder} {key} {home} {workspace} {outputs}\""
    )]
    public void What_is_right_is_not_refused(string yaml) =>
        Assert.Empty(Bind($"sweep:\n  {yaml}\n  outputs: [x]\n").Violations);

    private static void Told(
        string yaml,
        [System.Runtime.CompilerServices.CallerMemberName] string test = ""
    ) => Snapshot.Matches(string.Join("\n", Bind(yaml).Violations), test: test);
}
