using Sluice.Workers.Embedding;

namespace Sluice.Workers.Augmentation.Quality;

/// <summary>
/// The cosine of two sentence embeddings, negative ones counted as 0: likeness of meaning rather
/// than of spelling. Remembers the embeddings of recent texts, since one original meets many
/// candidates.
/// </summary>
/// <param name="encoder">The encoder to embed with.</param>
/// <param name="remembered">Texts to remember, 2 kB each.</param>
internal sealed class SentenceCosine(SentenceEncoder encoder, int remembered = 1024) : ISimilarity
{
    private readonly EmbeddingCache _cache = new(encoder, remembered);

    /// <inheritdoc/>
    public string Name => "sentence";

    /// <inheritdoc/>
    public double Compare(string a, string b) =>
        a == b ? 1 : Math.Max(0, SentenceEncoder.Cosine(_cache.Get(a), _cache.Get(b)));
}
