using System.Globalization;
using System.Text;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>What methods read in the words around: contractions, numbers in words, names, sentences, stop words.</summary>
public sealed class MethodContextTests
{
    [Theory]
    [InlineData("It's been a week.", "It has been a week.")]
    [InlineData("It's never really been good.", "It has never really been good.")]
    [InlineData("he's got no reply", "he has got no reply")]
    [InlineData("It's cold here.", "It is cold here.")]
    [InlineData("I'd seen it before", "I had seen it before")]
    [InlineData("you'd better ask", "you had better ask")]
    [InlineData("I'd never go back", "I would never go back")]
    [InlineData("you'd need it", "you would need it")]
    [InlineData("It isn't the best", "It is not the best")]
    [InlineData("he's broken it", null)]
    [InlineData("she's better now", null)]
    [InlineData("I'd come home", null)]
    [InlineData("What's he done?", null)]
    [InlineData("Won't you come in?", null)]
    [InlineData("Don't they know?", null)]
    [InlineData("he's good, isn’t he", "he is good, isn’t he")]
    [InlineData("Isn't the food good?", null)]
    [InlineData("Why didn't Mary call?", null)]
    [InlineData("the company's it's fault", null)]
    public void A_contraction_is_written_out_as_its_sentence_reads_it(
        string text,
        string? result
    ) => Assert.Equal([result], MethodRows.Build("word_swap_extend").Results(text));

    [Theory]
    [InlineData("I know what it is.", null)]
    [InlineData("They have a plan", null)]
    [InlineData("They have seen it", "They've seen it")]
    [InlineData("they let us go", null)]
    [InlineData("Let us go", "Let's go")]
    [InlineData("can not only sing", null)]
    public void Words_contract_where_people_say_so(string text, string? result) =>
        Assert.Equal([result], MethodRows.Build("word_swap_contract").Results(text));

    [Theory]
    [InlineData("forty five minutes", " ", "minutes")]
    [InlineData("two hundred and fifty people", " ", "people")]
    [InlineData("a thousand dogs", " ", "dogs")]
    [InlineData("twenty-one dogs", "-", "dogs")]
    public void A_number_of_several_words_changes_as_one(string text, string joint, string counted)
    {
        var results = MethodRows.Build("word_swap_change_number").Results(text);
        Assert.True(results.Count > 3 || text.Contains("thousand", StringComparison.Ordinal));
        Assert.DoesNotContain(text, results);
        Assert.All(
            results,
            result => Assert.EndsWith(" " + counted, result, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(results, r => r!.Contains(joint == " " ? '-' : '_'));
        Assert.DoesNotContain("one " + counted, results);
    }

    [Theory]
    [InlineData("twenty twenty")]
    [InlineData("two thirds of it")]
    [InlineData("zero point five")]
    [InlineData("the twenty-first day")]
    [InlineData("no one, several hundred")]
    [InlineData("1. First")]
    public void Number_words_that_are_not_one_number_stay(string text) =>
        Assert.Equal([null], MethodRows.Build("word_swap_change_number").Results(text));

    [Theory]
    [InlineData("zero")]
    [InlineData("0")]
    [InlineData("one")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("two")]
    [InlineData("10")]
    [InlineData("twenty")]
    [InlineData("one hundred")]
    [InlineData("99999999")]
    public void Every_number_has_another_near_it_and_none_of_many_becomes_one(string number)
    {
        var method = MethodRows.Build("word_swap_change_number");
        foreach (var text in new[] { $"gave {number} stars here", $"gave {number} here" })
        foreach (var result in method.Results(text).OfType<string>())
        {
            Assert.NotEqual(text, result);
            if (text.Contains("stars"))
                Assert.DoesNotMatch("gave (1|one) stars", result);
        }
    }

    [Fact]
    public void A_year_stays_near() =>
        Assert.All(
            MethodRows.Build("word_swap_change_number").Results("since 2011"),
            text => Assert.InRange(int.Parse(text![6..], CultureInfo.InvariantCulture), 1991, 2031)
        );

    [Theory]
    [InlineData("word_swap_change_location", "We met George Washington and Paris Hilton")]
    [InlineData("word_swap_change_location", "The Chicago Bulls won")]
    [InlineData("word_swap_change_name", "in Santa Barbara and St. Louis, near Virginia Beach")]
    public void A_part_of_another_name_is_no_name(string kind, string text) =>
        Assert.Equal([null], MethodRows.Build(kind).Results(text));

    [Fact]
    public void A_place_of_several_words_changes_as_one() =>
        Assert.All(
            MethodRows.Build("word_swap_change_location").Results("from New York's harbour"),
            text => Assert.Matches(@"^from \p{Lu}.*'s harbour$", text!.Replace("New York", "x"))
        );

    [Theory]
    [InlineData("random_word_delete")]
    [InlineData("word_deletion")]
    public void Deletion_keeps_lines_marks_and_the_first_capital(string kind)
    {
        const string Text =
            "Dear team,\r\nthe build is broken again.\n\n- first step done\n\tOur room was \"very cold\" (and old).";
        var results = MethodRows.Build(kind).Results(Text);
        Assert.True(results.Count > 5);
        Assert.All(results, result => Assert.Equal(Marks(Text), Marks(result!)));
        Assert.All(
            results,
            result =>
            {
                var lines = result!.Split('\n');
                Assert.True(char.IsUpper(lines[0][0]));
                Assert.StartsWith("- ", lines[3], StringComparison.Ordinal);
                Assert.True(lines[4][0] == '\t' && char.IsUpper(lines[4][1]));
                Assert.DoesNotContain("  ", result, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void Words_change_places_within_their_sentence()
    {
        const string Text = "It rained. Our room was cold! Dr. Smith left\nearly today";
        foreach (var result in MethodRows.Build("random_word_swap").Results(Text))
        {
            Assert.Equal(Marks(Text), Marks(result!));
            var at = result!.IndexOf('.', StringComparison.Ordinal);
            Assert.Contains(result[..at], new[] { "It rained", "Rained it" });
            Assert.True(char.IsUpper(result[at + 2]));
            Assert.Contains("Dr. Smith", result, StringComparison.Ordinal);
            Assert.True(result.EndsWith("early today") || result.EndsWith("today early"));
        }
    }

    [Theory]
    [InlineData("random_char_insert")]
    [InlineData("random_char_substitute")]
    [InlineData("random_char_delete")]
    [InlineData("random_char_swap")]
    [InlineData("word_split")]
    [InlineData("ocr")]
    [InlineData("keyboard")]
    public void A_letter_and_its_marks_are_one_character(string kind)
    {
        var text = "résumé señorita façade".Normalize(NormalizationForm.FormD);
        var marked = Marked(text);
        Assert.All(
            MethodRows.Build(kind).Results(text),
            result => Assert.Subset(marked, Marked(result!))
        );
    }

    [Theory]
    [InlineData("keyboard", "stopwords: [\"policy\",\"order\"]")]
    [InlineData("keyboard", "stopwords: policy, order")]
    [InlineData("random_word_delete", "stopwords: POLICY order")]
    [InlineData("random_word_swap", "stopwords: policy order")]
    [InlineData("word_swap_qwerty", "stopwords: [\"policy\",\"order\"]")]
    [InlineData("spelling", "stopwords_regex: (?P<x>pol|ord)")]
    [InlineData("ocr", "stopwords_regex: .*(cy|er)$")]
    public void Stop_words_are_left_alone(string kind, string arg)
    {
        var results = MethodRows.Build(kind, arg).Results("Some policy about their order here");
        Assert.NotEqual([null], results);
        Assert.All(results, result => Assert.Matches(@"(?i)\bpolicy\b.*\border\b", result!));
    }

    private static string Marks(string text) =>
        string.Concat(text.Where(c => !char.IsLetter(c) && c != ' '));

    private static SortedSet<string> Marked(string text) =>
        [
            .. text.Index()
                .Where(c =>
                    CharUnicodeInfo.GetUnicodeCategory(c.Item) == UnicodeCategory.NonSpacingMark
                )
                .Select(c => text[Math.Max(c.Index - 1, 0)..(c.Index + 1)]),
        ];
}
