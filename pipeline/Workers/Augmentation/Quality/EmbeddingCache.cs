using Sluice.Workers.Embedding;

namespace Sluice.Workers.Augmentation.Quality;

/// <summary>
/// The embeddings of the texts asked for last. It only saves time: an embedding depends on its
/// text alone, so whether it was remembered never shows in a result. Thread-safe.
/// </summary>
internal sealed class EmbeddingCache(SentenceEncoder encoder, int capacity)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Text, float[] Vector)> _byAge = new();
    private readonly Dictionary<string, LinkedListNode<(string Text, float[] Vector)>> _byText =
        new(StringComparer.Ordinal);

    /// <summary>The text's embedding, remembered or computed.</summary>
    public float[] Get(string text)
    {
        lock (_lock)
        {
            if (_byText.TryGetValue(text, out var known))
            {
                _byAge.Remove(known);
                _byAge.AddFirst(known);
                return known.Value.Vector;
            }
        }
        // Outside the lock: two threads may compute the same embedding, none waits for another's.
        var vector = encoder.Encode(text);
        lock (_lock)
        {
            if (_byText.ContainsKey(text))
                return vector;
            _byText[text] = _byAge.AddFirst((text, vector));
            if (_byText.Count > capacity)
            {
                _byText.Remove(_byAge.Last!.Value.Text);
                _byAge.RemoveLast();
            }
        }
        return vector;
    }
}
