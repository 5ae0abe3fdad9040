using Sluice.Workers.Embedding;

namespace Sluice.Tests.Workers.Embedding;

/// <summary>The encoder, loaded once for all tests.</summary>
internal static class EncoderFixture
{
    private static readonly Lazy<SentenceEncoder> Loaded = new(() =>
        SentenceEncoder.Load(ReferenceEncoder.Model)
    );

    public static SentenceEncoder Encoder => Loaded.Value;
}
