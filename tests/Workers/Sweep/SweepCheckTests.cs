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
              command: x
              stages:
                a: {command: x, outputs: [a], after: [b]}
                b: {command: x, outputs: [b], inputs_from: [a]}
                c-d: {command: x, outputs: [c], inputs_from: [aa]}
                e:
                A: {command: x, outputs: [A], resources: {x: {when: {}}}}
                A_x: {command: x, outputs: [A]}
            """
        );

    [Theory]
    [InlineData(
        "matrix: {x: [1]}\n  outputs: [\"{x}\"]",
        "t.yaml:2: sweep.command: expected a command, found nothing"
    )]
    [InlineData(
        "command: x",
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
        "command: cat {input}\n  outputs: [x]",
        "t.yaml:2: sweep.command: expected a stage with inputs, inputs_from or a glob, found '{input}'"
    )]
    [InlineData(
        "command: x\n  matrix: [1]\n  outputs: [x]",
        "t.yaml:3: sweep.matrix: expected a map of names to values, found a list"
    )]
    public void What_every_stage_needs(string yaml, string told) =>
        Assert.Equal([told], Bind($"sweep:\n  {yaml}\n").Violations);

    [Theory]
    [InlineData("matrix: {f: {glob: a}}\n  command: x {input} {inputs}")]
    [InlineData("inputs: [a]\n  command: x {input.0} {output.0}")]
    // What a table's columns are called is known when it is read.
    [InlineData("matrix: {t: {csv: a.csv}}\n  command: x {t.anything}")]
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
