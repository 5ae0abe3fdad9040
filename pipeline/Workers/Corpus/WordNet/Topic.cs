using Sluice.Engine.Graph;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>What a sense is about, ready to be compared with a sentence. Immutable.</summary>
internal sealed class Topic
{
    private readonly uint[] _stems;
    private readonly byte[] _weights;

    /// <param name="line">As <see cref="WordNet.Topic"/> gives it.</param>
    public Topic(string line)
    {
        var entries = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _stems = [.. entries.Select(entry => Stem.Hash(entry.AsSpan(..^1)))];
        _weights = [.. entries.Select(entry => (byte)(entry[^1] - '0'))];
        Array.Sort(_stems, _weights);
    }

    /// <summary>The weights of those stems that it has, summed.</summary>
    /// <param name="stems">Hashes, each once; 0 counts nothing.</param>
    /// <param name="except">The stem of the word in question, which says nothing of its sense.</param>
    public int Overlap(ReadOnlySpan<uint> stems, uint except)
    {
        var sum = 0;
        foreach (var stem in stems)
        {
            if (stem != except && Array.BinarySearch(_stems, stem) is >= 0 and var index)
                sum += _weights[index];
        }
        return sum;
    }
}
