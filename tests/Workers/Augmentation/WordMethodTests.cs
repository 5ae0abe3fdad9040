using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class WordMethodTests
{
    [Fact]
    public void Synonyms_replace_words_by_words_of_the_same_sense() =>
        Assert.Equal(
            ["The film is here.", "The motion picture is here."],
            MethodRows.Build("wordnet_synonym").Results("The movie is here.")
        );

    [Theory]
    [InlineData("He loved it.", "He hated it.")]
    [InlineData("It is Good!", "It is Bad!")]
    public void Antonyms_turn_the_meaning_round(string text, string result) =>
        Assert.Equal([result], MethodRows.Build("wordnet_antonym").Results(text));

    [Theory]
    [InlineData("receive", "recieve")]
    [InlineData("Definitely", "Definately")]
    [InlineData("BELIEVE", "BELEIVE")]
    [InlineData("don't", "dont")]
    [InlineData("knapsack", "napsack")] // rule: silent k
    [InlineData("priest", "preist")] // rule: ie
    [InlineData("collapsed", "colapsed")] // rule: doubled letter
    [InlineData("hesitance", "hesitence")] // rule: vowel of an unstressed ending
    public void Spelling_makes_mistakes_that_people_make(string right, string wrong) =>
        Assert.Contains(wrong, MethodRows.Build("spelling").Results(right));

    [Fact]
    public void Spelling_leaves_alone_what_it_has_no_mistake_for() =>
        Assert.Null(MethodRows.Build("spelling").Apply("Big dog 2005 iPhone", new RowRandom(1)));

    [Fact]
    public void A_split_word_gets_one_blank() =>
        Assert.Equal(
            ["b ook!", "bo ok!", "boo k!"],
            MethodRows.Build("word_split").Results("book!")
        );

    [Fact]
    public void Neighbouring_words_change_places_and_the_first_capital_stays() =>
        Assert.Equal(
            ["Food the, good", "The good, food"],
            MethodRows.Build("random_word_swap", "aug_max: 1").Results("The food, good")
        );

    [Theory]
    [InlineData("I like", "Like I")]
    [InlineData("I'm sure", "Sure I'm")]
    [InlineData("Paris shines", "Shines Paris")]
    [InlineData("Zorbo waits", "Waits zorbo")]
    [InlineData("NATO waits", "Waits NATO")]
    [InlineData("New York shines", "Shines New York")]
    [InlineData("iPhone works", "works iPhone")]
    public void What_is_always_written_with_a_capital_keeps_it_when_moved(
        string text,
        string moved
    ) => Assert.Equal([moved], MethodRows.Build("random_word_swap").Results(text));

    [Fact]
    public void Equal_neighbours_are_nothing_to_swap() =>
        Assert.Null(MethodRows.Build("random_word_swap").Apply("The the THE", new RowRandom(1)));

    [Fact]
    public void A_deleted_word_takes_its_blanks_along() =>
        Assert.Equal(
            ["a  big, (b)", "a c, (b)", "big c, (b)"],
            MethodRows.Build("random_word_delete", "aug_max: 1").Results("a  big c, (b)")
        );
}
