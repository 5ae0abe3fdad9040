using Sluice.Engine.Graph;

namespace Sluice.Tests.Engine.Graph;

/// <summary>Values by name, ordered, the last of a name.</summary>
public sealed class OrderedMapTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a1", "a1")]
    [InlineData("b1 a2", "a2 b1")]
    [InlineData("a1 a2", "a2")]
    [InlineData("c1 a1 b1 a2 c2 a3", "a3 b1 c2")]
    [InlineData("b1 B1 b2", "B1 b2")]
    public void Pairs_come_in_order_and_the_last_of_a_name_counts(string given, string kept) =>
        Assert.Equal(kept, Text(OrderedMap.Of(Pairs(given))));

    [Fact]
    public void It_is_what_a_sorted_dictionary_would_be()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var pairs = Enumerable
                .Range(0, random.Next(12))
                .Select(i => KeyValuePair.Create($"{(char)('a' + random.Next(8))}", $"{i}"))
                .ToList();
            var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in pairs)
                expected[name] = value;
            Assert.Equal(expected, OrderedMap.Of(pairs));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => KeyValuePair.Create(p[..1], p[1..]));

    private static string Text(OrderedMap map) =>
        string.Join(' ', map.Select(p => p.Key + p.Value));
}
