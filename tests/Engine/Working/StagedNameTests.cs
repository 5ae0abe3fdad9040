using Sluice.Engine.Graph;
using Sluice.Engine.Working;

namespace Sluice.Tests.Engine.Working;

/// <summary>Outputs are staged as they will lie to each other, without the directories above all of them.</summary>
public sealed class StagedNameTests
{
    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("deep/er/a.txt", "a.txt")]
    [InlineData("d/a.txt d/b.txt", "a.txt b.txt")]
    [InlineData("d/a/x d/b/x", "a/x b/x")]
    [InlineData("d/a/x d/y", "a/x y")]
    [InlineData("d/x d/a/y", "x a/y")]
    [InlineData("da/x db/x", "da/x db/x")]
    [InlineData("d/a/x d/ab/x", "a/x ab/x")]
    [InlineData("x d/y", "x d/y")]
    [InlineData("d/e/x d/e/f/y z", "d/e/x d/e/f/y z")]
    public void Of_outputs(string outputs, string staged)
    {
        var unit = new Unit { Key = "u", Outputs = outputs.Split(' ') };

        Assert.Equal(
            staged.Split(' '),
            Enumerable.Range(0, unit.Outputs.Count).Select(i => StagedName.Of(unit, i))
        );
    }
}
