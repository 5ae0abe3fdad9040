using System.Diagnostics;
using Sluice.Workers.Augmentation;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class RealWordNetTests
{
    [Theory]
    [InlineData("movies", "films")]
    [InlineData("loved", "enjoyed")]
    [InlineData("carried", "transported")]
    [InlineData("happier", "gladder")]
    [InlineData("children", "kids")]
    [InlineData("bought", "purchased")]
    [InlineData("Buying", "Purchasing")]
    [InlineData("car", "automobile")]
    public void Common_words_have_the_expected_synonym(string word, string synonym) =>
        Assert.Contains(synonym, Thesaurus().Synonyms(word));

    [Theory]
    [InlineData("good", "bad")]
    [InlineData("hot", "cold")]
    [InlineData("loved", "hated")]
    public void Common_words_have_the_expected_antonym(string word, string antonym) =>
        Assert.Contains(antonym, Thesaurus().Antonyms(word));

    [Fact]
    public void Every_shard_can_afford_to_load_it()
    {
        var path = RealWordNet.CompiledPath();
        WordNet.Load(path);
        // A few milliseconds; on a busy machine only the best of several says so.
        var best = Enumerable
            .Range(0, 10)
            .Min(_ =>
            {
                var watch = Stopwatch.StartNew();
                WordNet.Load(path);
                return watch.ElapsedMilliseconds;
            });
        Assert.InRange(best, 0, 120);
    }

    private static Thesaurus Thesaurus() => new(WordNet.Load(RealWordNet.CompiledPath()));
}
