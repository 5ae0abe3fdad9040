using Sluice.Engine;

namespace Sluice.Tests.Engine;

/// <summary>What a user most likely meant.</summary>
public sealed class SuggestionTests
{
    [Fact]
    public void The_nearest_names_come_in_order_however_far_they_are() =>
        Assert.Equal(
            ["n=1", "n=12", "m=99"],
            Suggestion.Nearest("n=1", ["a long one", "m=99", "n=12", "n=1", "zzzzzzzz"], 3)
        );
}
