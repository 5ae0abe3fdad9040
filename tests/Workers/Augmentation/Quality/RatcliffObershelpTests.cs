using System.Text;
using System.Text.Json;
using Sluice.Tests.Support;
using Sluice.Workers.Augmentation.Quality;

namespace Sluice.Tests.Workers.Augmentation.Quality;

public sealed class RatcliffObershelpTests
{
    private const string Difflib = """
        import difflib, json, sys
        pairs = json.load(sys.stdin)
        print(json.dumps([difflib.SequenceMatcher(None, a, b).ratio() for a, b in pairs]))
        """;

    private static readonly RatcliffObershelp Ratio = new();

    [Fact]
    public void A_long_repetitive_text_loses_its_popular_characters()
    {
        var file = Path.Combine(
            Repository.Root,
            "tests/Workers/Augmentation/Quality/difflib_autojunk.json"
        );
        using var golden = JsonDocument.Parse(File.ReadAllText(file));
        string Text(string name) => golden.RootElement.GetProperty(name).GetString()!;
        Assert.Equal(
            golden.RootElement.GetProperty("autojunk").GetDouble(),
            Ratio.Compare(Text("a"), Text("b"))
        );
    }

    [Theory]
    [InlineData("", "", 1)]
    [InlineData("", "a", 0)]
    [InlineData("abcd", "bcde", 0.75)]
    [InlineData("same", "same", 1)]
    [InlineData("😀a", "😀b", 0.5)]
    public void Small_pairs_have_the_ratio_computed_by_hand(string a, string b, double ratio) =>
        Assert.Equal(ratio, Ratio.Compare(a, b));

    [Fact]
    public void Every_ratio_is_difflibs_and_no_bound_is_below_it()
    {
        var pairs = Pairs(4000);
        var output = TestNpm.Run("python3", ["-c", Difflib], JsonSerializer.Serialize(pairs));
        Assert.SkipWhen(output is null, "python3 is not installed.");
        var expected = JsonSerializer.Deserialize<double[]>(output)!;
        for (var i = 0; i < pairs.Length; i++)
        {
            Assert.Equal(expected[i], Ratio.Compare(pairs[i][0], pairs[i][1]));
            Assert.True(Ratio.UpperBound(pairs[i][0], pairs[i][1]) >= expected[i]);
        }
    }

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        var pairs = Pairs(500);
        var alone = pairs.Select(pair => Ratio.Compare(pair[0], pair[1])).ToArray();
        Parallel.For(
            0,
            pairs.Length,
            i => Assert.Equal(alone[i], Ratio.Compare(pairs[i][0], pairs[i][1]))
        );
    }

    /// <summary>Random texts over small and large alphabets, half of them edited copies.</summary>
    private static string[][] Pairs(int count)
    {
        var random = new Random(20240229);
        string[] alphabets =
        [
            "ab",
            "abc ",
            "etaoin shrdlu",
            "aé\u0301東😀🎉 x",
            "0123456789abcdefghijklm",
        ];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var alphabet = alphabets[i % alphabets.Length].EnumerateRunes().ToArray();
                    var longest = i % 4 == 0 ? 500 : 120;
                    var a = Text(random, alphabet, random.Next(longest));
                    var b =
                        i % 2 == 0
                            ? Text(random, alphabet, random.Next(longest))
                            : Edited(random, alphabet, a);
                    return new[] { a, b };
                }),
        ];
    }

    private static string Text(Random random, Rune[] alphabet, int length) =>
        string.Concat(
            Enumerable.Range(0, length).Select(_ => alphabet[random.Next(alphabet.Length)])
        );

    private static string Edited(Random random, Rune[] alphabet, string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Select(rune =>
                    random.Next(10) switch
                    {
                        0 => "",
                        1 => alphabet[random.Next(alphabet.Length)].ToString(),
                        2 => rune + alphabet[random.Next(alphabet.Length)].ToString(),
                        _ => rune.ToString(),
                    }
                )
        );
}
