using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Graph;
using Sluice.Engine.Planning;
using Sluice.Tasks;

namespace Sluice.Tests.Driver.Graph;

/// <summary>Which stages of a graph stand before one, and which are run or cancelled with it.</summary>
public sealed class StageListTests
{
    // A → B → D, C → D, B → E.
    private static readonly StageList s_all = new(TaskList.Targets([typeof(DTask), typeof(ETask)]));

    [Theory]
    [InlineData("A", "")]
    [InlineData("B", "A")]
    [InlineData("C", "")]
    [InlineData("D", "A B C")]
    [InlineData("E", "A B")]
    public void Before_a_stage_stand_all_that_it_depends_on_directly_or_not(
        string stage,
        string before
    ) => Assert.Equal(before, Shown(s_all.Before(Task(stage))));

    [Theory]
    // All that follows.
    [InlineData("A", "A B D E")]
    [InlineData("B", "B D E A")]
    // And what is needed by nothing else: B and A are needed by E.
    [InlineData("D", "D C")]
    [InlineData("C", "C D")]
    [InlineData("E", "E")]
    public void A_branch_is_a_stage_with_what_follows_it_and_what_only_they_need(
        string stage,
        string branch
    ) =>
        Assert.Equal(
            string.Join(' ', branch.Split(' ').Order()),
            Shown(s_all.BranchOf(Task(stage)))
        );

    [Fact]
    public void Of_a_chain_every_stages_branch_is_all_of_it()
    {
        var chain = new StageList(TaskList.Targets([typeof(BTask)]));

        Assert.All(chain.All, task => Assert.Equal("A B", Shown(chain.BranchOf(task))));
    }

    private static IStageTask Task(string name) => s_all.All.Single(task => task.Name == name);

    private static string Shown(IEnumerable<string> names) => string.Join(' ', names.Order());

    public abstract class NoStage : StageTask
    {
        public override DeclaredStage Declare(Pipeline pipeline) =>
            throw new NotSupportedException();
    }

    [TaskName("A")]
    public sealed class ATask : NoStage;

    [TaskName("B")]
    [IsDependentOn(typeof(ATask))]
    public sealed class BTask : NoStage;

    [TaskName("C")]
    public sealed class CTask : NoStage;

    [TaskName("D")]
    [IsDependentOn(typeof(BTask))]
    [IsDependentOn(typeof(CTask))]
    public sealed class DTask : NoStage;

    [TaskName("E")]
    [IsDependentOn(typeof(BTask))]
    public sealed class ETask : NoStage;
}
