using Sluice.Tests.Workers.Embedding;
using Sluice.Workers.Augmentation.Quality;
using Sluice.Workers.Embedding;

namespace Sluice.Tests.Workers.Augmentation.Quality;

public sealed class SentenceCosineTests
{
    [Fact]
    public void A_small_memory_changes_no_result()
    {
        var forgetful = new SentenceCosine(EncoderFixture.Encoder, remembered: 1);
        var mindful = new SentenceCosine(EncoderFixture.Encoder);
        var texts = SampleSentences.Texts.Take(8).ToArray();
        foreach (var a in texts)
        foreach (var b in texts)
            Assert.Equal(forgetful.Compare(a, b), mindful.Compare(a, b));
    }

    [Fact]
    public void It_is_the_cosine_of_the_embeddings_cut_at_0()
    {
        const string A = "The food was great.";
        const string B = "The stock market fell sharply.";
        var vectors = EncoderFixture.Encoder.Encode([A, B]);
        Assert.Equal(
            Math.Max(0, SentenceEncoder.Cosine(vectors[0], vectors[1])),
            new SentenceCosine(EncoderFixture.Encoder).Compare(A, B)
        );
    }
}
