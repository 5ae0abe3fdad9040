using System.Globalization;
using System.Runtime.CompilerServices;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Tagging;

/// <summary>
/// Tells from its neighbours what part of speech a word is, left to right: an averaged perceptron (Collins 2002)
/// over the classes of the words around, with whole numbers as weights, so that it decides alike on every machine.
/// Only words that WordNet knows as several parts of speech need deciding. Thread-safe.
/// </summary>
internal sealed class PartOfSpeechTagger
{
    /// <summary>How many parts of speech there are.</summary>
    public const int Parts = 4;

    /// <summary>The tag of what is none of them.</summary>
    public const int None = Parts;

    /// <summary>What the tags are called, <see cref="None"/> last.</summary>
    public static readonly string[] TagNames = ["N", "V", "J", "R", "X"];

    private readonly Dictionary<ulong, Weights> _weights = [];
    private readonly int[] _tagNames;

    /// <param name="lines">Of a template, one to three names, and the weights of the four parts; all apart by blanks.</param>
    public PartOfSpeechTagger(IEnumerable<string> lines)
    {
        _tagNames = [.. TagNames.Select(Names.Add)];
        Span<int> names = stackalloc int[3];
        foreach (var line in lines)
        {
            var fields = line.Split(' ');
            names.Clear();
            for (var i = 1; i < fields.Length - Parts; i++)
                names[i - 1] = Names.Add(fields[i]);
            var weights = default(Weights);
            for (var part = 0; part < Parts; part++)
                weights[part] = int.Parse(
                    fields[fields.Length - Parts + part],
                    CultureInfo.InvariantCulture
                );
            var template = int.Parse(fields[0], CultureInfo.InvariantCulture);
            _weights[TaggerFeatures.Pack(template, names[0], names[1], names[2])] = weights;
        }
    }

    /// <summary>The names its words must be numbered by.</summary>
    public TaggerNames Names { get; } = new();

    /// <summary>With the table that is part of the assembly.</summary>
    public static PartOfSpeechTagger Load() => new(EmbeddedTable.Lines("part_of_speech.txt"));

    /// <summary>Tags all tokens.</summary>
    /// <param name="tokens">As <see cref="TokenSequence.Tokens"/> has them.</param>
    /// <param name="tags">As many; a <see cref="PartOfSpeech"/> each, or <see cref="None"/>.</param>
    /// <param name="margins">As many; by how much the tag is better than the next.</param>
    public void Tag(IReadOnlyList<LexicalWord> tokens, Span<byte> tags, Span<int> margins)
    {
        Span<ulong> features = stackalloc ulong[TaggerFeatures.Count];
        for (var place = 0; place < tokens.Count; place++)
        {
            var parts = tokens[place].Parts;
            margins[place] = int.MaxValue;
            if (parts == 0)
                tags[place] = None;
            else if (System.Numerics.BitOperations.IsPow2(parts))
                tags[place] = (byte)System.Numerics.BitOperations.Log2((uint)parts);
            else
            {
                int before = tags[place - 1],
                    beforeThat = place > 1 ? tags[place - 2] : None;
                TaggerFeatures.Of(tokens, place, before, beforeThat, _tagNames, features);
                tags[place] = (byte)Best(features, parts, out margins[place]);
            }
        }
    }

    private int Best(ReadOnlySpan<ulong> features, int parts, out int margin)
    {
        var sums = default(Weights);
        foreach (var feature in features)
        {
            if (feature == 0 || !_weights.TryGetValue(feature, out var weights))
                continue;
            for (var part = 0; part < Parts; part++)
                sums[part] += weights[part];
        }
        int best = -1,
            next = int.MinValue;
        for (var part = 0; part < Parts; part++)
        {
            if ((parts & (1 << part)) == 0)
                continue;
            if (best < 0 || sums[part] > sums[best])
                (next, best) = (best < 0 ? next : sums[best], part);
            else
                next = Math.Max(next, sums[part]);
        }
        margin = sums[best] - next;
        return best;
    }

    [InlineArray(Parts)]
    private struct Weights
    {
        private int _first;
    }
}
