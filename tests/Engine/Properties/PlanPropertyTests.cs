using Sluice.Engine.Planning;

namespace Sluice.Tests.Engine.Properties;

/// <summary>Whatever happens to a graph, exactly what the model says runs again, and what is made is what a run from nothing makes.</summary>
[Trait("Takes", "long")]
public sealed class PlanPropertyTests
{
    [Fact]
    public void Exactly_the_units_run_that_a_plain_model_says() =>
        Properties.Hold(
            Scenario.Any,
            Scenario.Smaller,
            scenario => PlayAsync(scenario).GetAwaiter().GetResult()
        );

    private static async Task PlayAsync(Scenario scenario)
    {
        using var files = new GraphFiles();
        var graph = new RandomGraph(files, scenario.Seed);
        var run = new GraphRun(files, graph.Model);
        foreach (var step in scenario.Steps)
            if (step.Kind >= StepKind.Run)
                await run.TakeAsync(step);
            else
                graph.Apply(step);
        await run.TakeAsync(new Step(StepKind.Run, scenario.Seed % 1000, scenario.Seed % 991));

        foreach (var (path, content) in graph.Model.FromNothing())
            Assert.Equal(content, files.Read(path));
        foreach (var stage in graph.Model.Stages)
        {
            Assert.Empty(run.Stale(stage));
            Assert.Empty(run.Stale(stage, new PlanOptions { Check = CheckMode.Exists }));
        }
    }
}
