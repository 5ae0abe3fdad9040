using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Sluice.Engine.Graph;

/// <summary>
/// A few values by name, in ordinal order, never changed: one array instead of a tree, since every
/// unit has such a map.
/// </summary>
public sealed class OrderedMap : IReadOnlyDictionary<string, string>
{
    private readonly KeyValuePair<string, string>[] _pairs;

    private OrderedMap(KeyValuePair<string, string>[] pairs) => _pairs = pairs;

    /// <summary>Of nothing.</summary>
    public static OrderedMap Empty { get; } = new([]);

    /// <summary>Of pairs in any order; of those with the same name the last counts.</summary>
    public static OrderedMap Of(params IEnumerable<KeyValuePair<string, string>> pairs)
    {
        if (pairs is OrderedMap map)
            return map;
        var sorted = pairs.ToArray();
        return sorted.Length == 0 ? Empty : new(Ordered(sorted));
    }

    /// <summary>Of one pair.</summary>
    public static OrderedMap Of(string name, string value) => new([new(name, value)]);

    /// <summary>The pairs in order.</summary>
    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    /// <inheritdoc/>
    public int Count => _pairs.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _pairs.Select(p => p.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => _pairs.Select(p => p.Value);

    /// <inheritdoc/>
    public string this[string key] =>
        TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException($"there is no `{key}`");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var pair in _pairs)
            if (pair.Key == key)
            {
                value = pair.Value;
                return true;
            }
        value = null;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, string>>)_pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A few: sorted in place, which keeps those of one name in their order.
    private static KeyValuePair<string, string>[] Ordered(KeyValuePair<string, string>[] pairs)
    {
        var isTwice = false;
        for (var i = 1; i < pairs.Length; i++)
        {
            var pair = pairs[i];
            var at = i;
            int order;
            for (order = 1; at > 0; at--)
            {
                order = string.CompareOrdinal(pairs[at - 1].Key, pair.Key);
                if (order <= 0)
                    break;
                pairs[at] = pairs[at - 1];
            }
            pairs[at] = pair;
            isTwice |= order == 0;
        }
        return isTwice
            ? [.. pairs.Where((pair, i) => i + 1 == pairs.Length || pairs[i + 1].Key != pair.Key)]
            : pairs;
    }
}
