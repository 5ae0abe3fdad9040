using Sluice.Workers.Sweep;
using static Sluice.Tests.Workers.Sweep.SweepYaml;

namespace Sluice.Tests.Workers.Sweep;

/// <summary>Stages stand in an order in which each can read what it needs, cut by their rules of resources.</summary>
public sealed class SweepGraphTests
{
    [Fact]
    public void A_section_without_stages_is_one_named_Sweep() =>
        Assert.Equal("Sweep", Parts("sweep: {command: 'x {output}', outputs: [x]}"));

    [Fact]
    public void Stages_come_as_written_but_after_those_they_need() =>
        Assert.Equal(
            "z c(z) b(z,c) a",
            Parts(
                "sweep:\n  stages:\n    b: {command: 'x {output}', outputs: [b], inputs_from: [c], after: [z]}\n    z: {command: 'x {output}', outputs: [z]}\n    c: {command: 'x {output}', outputs: [c], after: [z]}\n    a: {command: 'x {output}', outputs: [a]}"
            )
        );

    [Fact]
    public void A_rule_of_resources_is_a_part_of_its_own_and_whoever_reads_waits_for_all() =>
        Assert.Equal("fit fit_big fit_huge score(fit,fit_big,fit_huge)", Parts(Ruled));

    [Fact]
    public void Jobs_are_the_rules_over_the_stages()
    {
        var jobs = SweepGraph.Jobs(Settings(Ruled)).ToDictionary(j => j.Part, j => j.Job);
        Assert.Equal(["fit", "fit_big", "fit_huge"], jobs.Keys);
        Assert.Equal(("1G", 2), (jobs["fit"].Mem, jobs["fit"].Cpus));
        Assert.Equal(("8G", 2), (jobs["fit_big"].Mem, jobs["fit_big"].Cpus));
        Assert.Equal(("1G", 2), (jobs["fit_huge"].Mem, jobs["fit_huge"].Cpus));
    }

    private const string Ruled = """
        sweep:
          stages:
            score: {command: 'x {output}', outputs: [s], inputs_from: [fit]}
            fit:
              matrix: {x: [1, 2, 3]}
              command: x {x} {output}
              outputs: ["{x}"]
              slurm: {mem: 1G, cpus: 2}
              resources:
                big: {when: {x: 3}, slurm: {mem: 8G}}
                huge: {when: {x: 2}, timeout: 1h}
        """;

    private static string Parts(string yaml) =>
        string.Join(
            ' ',
            SweepGraph
                .Parts(Settings(yaml))
                .Select(p => p.After.Count == 0 ? p.Name : $"{p.Name}({string.Join(',', p.After)})")
        );
}
