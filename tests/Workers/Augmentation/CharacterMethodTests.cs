using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class CharacterMethodTests
{
    [Fact]
    public void Keyboard_hits_the_keys_around_and_shift() =>
        Assert.Equal(
            "4 5 $ % D E F R T d e f t".Split(' ').Order(StringComparer.Ordinal),
            MethodRows.Build("keyboard", "min_char: 1").Results("r")
        );

    [Theory]
    [InlineData("include_special_char: false", "$")]
    [InlineData("include_numeric: false", "4")]
    [InlineData("include_upper_case: false", "T")]
    public void Keyboard_leaves_out_what_it_is_told_to(string arg, string missing)
    {
        Assert.Contains(missing, MethodRows.Build("keyboard", "min_char: 1").Results("r"));
        Assert.DoesNotContain(
            missing,
            MethodRows.Build("keyboard", "min_char: 1", arg).Results("r")
        );
    }

    [Fact]
    public void Qwerty_stays_with_letters_of_the_same_case() =>
        Assert.Equal(
            ["qX", "sX", "wX", "zX"],
            MethodRows
                .Build("word_swap_qwerty")
                .Results("aX")
                .Where(result => result!.EndsWith('X'))
        );

    [Fact]
    public void Ocr_confuses_what_looks_alike() =>
        Assert.Equal(["D", "O", "Q", "o"], MethodRows.Build("ocr").Results("0"));

    [Fact]
    public void A_homoglyph_looks_alike_but_is_no_ascii_letter()
    {
        const string Alphabet = "abcdeghijklmnopqrsuvwxyzABCDEFGHIJKLMNOPQSTVWXYZ";
        var method = MethodRows.Build("word_swap_homoglyph");
        var results = Alphabet.SelectMany(c => method.Results(c + "ft")).ToArray();
        Assert.Equal(Alphabet.Length, results.Distinct().Count());
        Assert.All(results, result => Assert.True(result![0] > 127 && char.IsLetter(result[0])));
    }

    [Fact]
    public void Insertion_adds_characters_of_its_alphabet() =>
        Assert.Equal(
            ["7ab", "8ab", "a7b", "a8b"],
            MethodRows
                .Build(
                    "random_char_insert",
                    "min_char: 1",
                    "include_upper_case: false",
                    "include_lower_case: false",
                    "include_numeric: false",
                    "spec_char: 78"
                )
                .Results("ab")
        );

    [Fact]
    public void Deletion_drops_characters_but_never_all() =>
        Assert.Equal(
            ["a", "b"],
            MethodRows.Build("random_char_delete", "min_char: 1", "aug_char_p: 1").Results("ab")
        );

    [Fact]
    public void Substitution_never_puts_the_same_character() =>
        Assert.DoesNotContain("abcd", MethodRows.Build("random_char_substitute").Results("abcd"));

    [Fact]
    public void Swaps_exchange_neighbours_that_differ() =>
        Assert.Equal(
            ["abba", "baab", "bbaa"],
            MethodRows.Build("random_char_swap", "aug_char_max: 1").Results("baba")
        );

    [Fact]
    public void A_word_of_one_letter_repeated_has_nothing_to_swap()
    {
        Assert.Null(MethodRows.Build("random_char_swap").Apply("zzzzz", new RowRandom(1)));
        Assert.Equal(["aab", "baa"], MethodRows.Build("word_swap_neighboring").Results("aba"));
    }
}
