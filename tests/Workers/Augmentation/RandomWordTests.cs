using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Methods.Substitutions;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class RandomWordTests
{
    [Fact]
    public void The_vocabulary_folds_the_capital_of_a_sentence_and_keeps_that_of_a_name() =>
        Assert.Equal(
            ["I", "I'm", "NASA", "Paris", "don't", "iPhone", "in", "it", "lamp", "lit", "the"],
            Vocabulary
                .Of(["The lamp lit. In Paris, I don't.", "LAMP in Paris! NASA It", "I'm iPhone"])
                .Words
        );

    [Fact]
    public void Atoms_numbers_and_markup_are_no_words_of_it() =>
        Assert.Equal(
            ["see"],
            Vocabulary
                .Of(["See https://a.net/lamp @lamp #lamp a@lamp.org <b>5 &amp; $3.50 2019 v1.2.3"])
                .Words
        );

    [Fact]
    public void It_does_not_depend_on_the_order_of_texts_and_draws_a_word_as_often_as_it_stands_there()
    {
        string[] texts = ["a lamp lit", "The lamp. Lamp!", "lamp"];
        var (there, back) = (Vocabulary.Of(texts), Vocabulary.Of(texts.Reverse()));
        var (one, other) = (new RowRandom(1), new RowRandom(1));
        var drawn = Enumerable.Range(0, 7000).Select(_ => there.Draw(one, default)!).ToList();
        Assert.Equal(drawn, Enumerable.Range(0, 7000).Select(_ => back.Draw(other, default)!));
        Assert.InRange(drawn.Count(word => word == "lamp"), 3800, 4200);
        Assert.InRange(drawn.Count(word => word == "the"), 900, 1100);
    }

    [Fact]
    public void A_substitute_takes_the_case_of_the_word_and_is_another_word() =>
        Assert.Equal(
            ["Lamp, DOGS!", "The, LAMP!", "The, THE!"],
            Build("random_word_substitute", ["lamp the"], "aug_p: 0.1")
                .Results("The, DOGS!")
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_capital_of_I_stays_at_the_start_of_a_sentence_alone_and_names_of_several_words_stay() =>
        Assert.Equal(
            ["I saw New York and lamp.", "Lamp saw New York and I."],
            Build("random_word_substitute", ["lamp"], "aug_p: 0.1", "stopwords: saw and")
                .Results("I saw New York and I.")
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Without_another_word_there_is_no_substitute() =>
        Assert.Null(Build("random_word_substitute", ["lamp"]).Apply("Lamp LAMP", new(1)));

    [Fact]
    public void An_inserted_word_takes_on_the_capital_of_the_sentence_and_parts_no_name() =>
        Assert.Equal(
            ["Lamp the New York.", "The lamp New York."],
            Build("random_word_insert", ["lamp"], "aug_p: 0.1").Results("The New York.")
        );

    [Theory]
    [InlineData(
        "(see https://a.net/b)",
        "(lamp see https://a.net/b)",
        "(see lamp https://a.net/b)"
    )]
    [InlineData("\"Paris\" @bob", "\"Lamp Paris\" @bob", "\"Paris\" lamp @bob")]
    public void An_atom_stays_whole_and_marks_stay_in_front(string text, params string[] results) =>
        Assert.Equal(
            results,
            Build("random_word_insert", ["lamp"], "aug_p: 0.1")
                .Results(text)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Words_of_a_list_take_the_place_of_the_vocabulary() =>
        Assert.Equal(
            ["red dogs", "yellow dogs"],
            Build(
                    "random_word_substitute",
                    ["lamp"],
                    "target_words: [\"red\",\"yellow\"]",
                    "aug_p: 0.1",
                    "stopwords: dogs"
                )
                .Results("big dogs")
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("random_word_insert")]
    [InlineData("random_word_substitute")]
    public void In_a_corpus_without_words_nothing_is_made(string kind) =>
        Assert.Null(Build(kind, ["2019"]).Apply("The lamp.", new(1)));

    private static ITextMethod Build(string kind, string[] texts, params string[] args) =>
        MethodRows.Build(new MethodResources { Texts = () => texts }, kind, args);
}
