using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>What holds for every built-in method.</summary>
public sealed partial class MethodInvariantTests
{
    /// <summary>Pieces that break careless code; texts are random strings of them.</summary>
    private static readonly string[] s_pieces =
    [
        "",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\u00a0",
        "\u200b",
        ".",
        "!?",
        "'",
        "''",
        "\u2019",
        "-",
        "_",
        "(",
        "\"",
        "%",
        "a",
        "I",
        "THE",
        "the",
        "don't",
        "do not",
        "can't",
        "movie",
        "Movies",
        "really",
        "Karen",
        "Paris",
        "seven",
        "0",
        "007",
        "42",
        "99999999",
        "123456789012345678901234567890",
        "e\u0301",
        "\u0301",
        "ﬁ",
        "ß",
        "İ",
        "ı",
        "\U0001F600",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467",
        "\ud83d",
        "\ude00",
        "\ufeff",
        "\0",
        "\U0001D400",
        "مرحبا",
        "שלום עולם",
        "日本語",
        "한국어",
        "नमस्ते",
        "ไทย",
        "Ελλάδα",
        "привет",
        "O'Brien",
        "rock'n'roll",
        "aaaa",
        "'tis",
        new('x', 10_000),
        new('7', 200),
        new('\'', 50),
        new(' ', 300),
    ];

    public static TheoryData<string> Ids => [.. MethodRows.BuiltIn.Select(method => method.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_text_breaks_a_method_and_what_it_returns_is_changed(string id)
    {
        var method = Method(id);
        var texts = Gen.Elements(s_pieces).ArrayOf().Select(string.Concat).ToArbitrary();
        var property = Prop.ForAll(
            texts,
            text =>
            {
                var first = method.Apply(text, new RowRandom(7));
                var second = method.Apply(text, new RowRandom(7));
                return first != text && first == second;
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), property);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_text_without_words_gives_null(string id)
    {
        string[] wordless = ["", " ", "\r\n\t", "?!… —", "\U0001F600\ud83d", "''''", "\u0301"];
        Assert.All(wordless, text => Assert.Null(Method(id).Apply(text, new RowRandom(1))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_method_changes_some_sentences_and_not_always_alike(string id)
    {
        var method = Method(id);
        var changed = Sentences.All.Where(text => method.Apply(text, new RowRandom(3)) is not null);
        Assert.NotEmpty(changed);
        var varies = Sentences.All.Any(text => method.Results(text).Count > 1);
        // A contraction or expansion may be the only one in its sentence.
        Assert.True(varies || id is "ta_wordswap_contract" or "ta_wordswap_extend");
    }

    [Theory]
    [InlineData("wordnet_synonym")]
    [InlineData("wordnet_antonym")]
    [InlineData("spelling")]
    [InlineData("keyboard", "include_special_char: false")]
    [InlineData("ocr")]
    [InlineData("random_char_insert", "spec_char: ")]
    [InlineData("random_char_delete")]
    [InlineData("random_char_substitute", "spec_char: ")]
    [InlineData("random_char_swap")]
    [InlineData("random_word_swap")]
    [InlineData("word_swap_qwerty")]
    [InlineData("word_swap_homoglyph")]
    [InlineData("word_swap_neighboring")]
    [InlineData("word_swap_wordnet")]
    [InlineData("word_swap_inflections")]
    [InlineData("word_swap_change_number")]
    [InlineData("word_swap_change_name")]
    [InlineData("word_swap_change_location")]
    public void What_stands_between_words_stays_as_it_is(string kind, params string[] args)
    {
        const string Text =
            "\t«Good»  stories,\r\n\"large\"\u00a0box… (42) \U0001F600 of Karen's\u2003love; in   Paris\u200b — truly \ud83d!";
        var method = MethodRows.Build(kind, args);
        for (var seed = 0UL; seed < 100; seed++)
        {
            var result = method.Apply(Text, new RowRandom(seed));
            Assert.NotNull(result);
            // A synonym of two words brings a blank of its own.
            var words = result.Replace("care for", "x", StringComparison.Ordinal);
            words = PlacePattern().Replace(words, "x");
            Assert.Equal(WordPattern().Replace(Text, "w"), WordPattern().Replace(words, "w"));
        }
    }

    [Fact]
    public void Any_change_of_results_is_noticed()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var method in MethodRows.BuiltIn.OrderBy(method => method.Id, StringComparer.Ordinal)
        )
        {
            for (var row = 0; row < Sentences.All.Count; row++)
            {
                var random = new RowRandom(RowRandom.SeedOf(42, method.Id, row));
                var result = method.Apply(Sentences.All[row], random);
                hash.AppendData(
                    Encoding.UTF8.GetBytes($"{method.Id}\t{row}\t{result ?? "(null)"}\n")
                );
            }
        }
        // Results are stored under (input, seed, parameters): whoever changes this changes what users have on disk.
        Assert.Equal(
            "3762f9fee9b0e0c9690582be9306cb869c71ff66436372217e9a2d006df58751",
            Convert.ToHexStringLower(hash.GetCurrentHash())
        );
    }

    /// <summary>So does a place of several words.</summary>
    [GeneratedRegex(@"(?<=in   )\w+( \w+)+")]
    private static partial Regex PlacePattern();

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}'\u2019]+")]
    private static partial Regex WordPattern();

    private static ITextMethod Method(string id) =>
        MethodRows.BuiltIn.Single(method => method.Id == id);
}
