using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Quality;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>Evidence is found whatever its case and the blanks around it; what is around it in the text stays.</summary>
public sealed class EvidenceTests
{
    private const string Text = "I was fine on Monday. The pain came back at night. I slept well.";

    [Theory]
    [InlineData("The pain came back at night.")]
    [InlineData("the pain came back at night.")]
    [InlineData("THE PAIN CAME BACK AT NIGHT.")]
    [InlineData("  the pain came back at night.\n")]
    [InlineData("pain CAME back")]
    [InlineData("THE PAIN CAME BACK AT THE NIGHT")]
    public void It_is_found(string evidence) =>
        Assert.Contains("pain came back", EvidenceLocator.Find(Text, evidence)!.Value.Of(Text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData("Something else altogether was written here")]
    public void Else_it_is_not(string evidence) =>
        Assert.Null(EvidenceLocator.Find(Text, evidence));

    [Fact]
    public void The_texts_own_letters_are_rewritten()
    {
        var method = new FakeMethod(text => text + "!");
        var row = new RowAugmenter("x", [method], QualityGate.None, 1, 1).Augment(
            0,
            Text,
            " the PAIN came back at night. "
        );
        var variant = Assert.Single(row.Variants);
        Assert.Equal(
            "I was fine on Monday. The pain came back at night.! I slept well.",
            variant.Text
        );
        Assert.Equal("The pain came back at night.!", variant.Evidence);
    }
}
