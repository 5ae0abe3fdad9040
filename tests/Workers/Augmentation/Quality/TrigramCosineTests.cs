using Sluice.Workers.Augmentation.Quality;

namespace Sluice.Tests.Workers.Augmentation.Quality;

public sealed class TrigramCosineTests
{
    private static readonly TrigramCosine Trigram = new();

    [Theory]
    [InlineData("", "", 1)]
    [InlineData("", "a", 0)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("same words", "same words", 1)]
    // " ab", "abc", "bc " against " ab", "abd", "bd ": one of three each.
    [InlineData("abc", "abd", 1.0 / 3)]
    public void Small_pairs_have_the_cosine_computed_by_hand(string a, string b, double cosine) =>
        Assert.Equal(cosine, Trigram.Compare(a, b), 1e-15);

    [Fact]
    public void It_is_symmetric_and_stays_within_0_and_1()
    {
        var texts = SampleSentences.Texts;
        for (var i = 1; i < texts.Count; i++)
        {
            var cosine = Trigram.Compare(texts[i - 1], texts[i]);
            Assert.InRange(cosine, 0, 1);
            Assert.Equal(cosine, Trigram.Compare(texts[i], texts[i - 1]));
        }
    }

    [Fact]
    public void Moved_words_cost_less_than_under_the_ratio()
    {
        const string A = "the cat sat on the mat in the old house";
        const string B = "in the old house the cat sat on the mat";
        Assert.True(Trigram.Compare(A, B) > new RatcliffObershelp().Compare(A, B));
    }
}
