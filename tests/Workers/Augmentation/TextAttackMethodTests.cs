using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class TextAttackMethodTests
{
    [Theory]
    [InlineData("I do not care.", "I don't care.")]
    [InlineData("Do not go!", "Don't go!")]
    [InlineData("DO NOT GO!", "DON'T GO!")]
    [InlineData("so I am told", "so I'm told")]
    [InlineData("It cannot be", null)]
    [InlineData("do, not", null)]
    [InlineData("do  not", null)]
    public void Two_words_contract_into_one(string text, string? result) =>
        Assert.Equal([result], MethodRows.Build("word_swap_contract").Results(text));

    [Theory]
    [InlineData("I don't care.", "I do not care.")]
    [InlineData("I don\u2019t care.", "I do not care.")]
    [InlineData("Can't go!", "Cannot go!")]
    [InlineData("WON'T GO!", "WILL NOT GO!")]
    [InlineData("and I'm told", "and I am told")]
    [InlineData("the dog's tail", null)]
    public void A_contraction_extends_into_its_words(string text, string? result) =>
        Assert.Equal([result], MethodRows.Build("word_swap_extend").Results(text));

    [Theory]
    [InlineData("word_swap_qwerty")]
    [InlineData("word_swap_homoglyph")]
    [InlineData("word_swap_neighboring")]
    [InlineData("word_swap_wordnet")]
    [InlineData("word_swap_inflections")]
    [InlineData("word_deletion")]
    public void Function_words_stay(string kind) =>
        Assert.Null(
            MethodRows.Build(kind).Apply("It is what it is, and THAT was that.", new RowRandom(1))
        );

    [Fact]
    public void A_number_becomes_another_within_its_range()
    {
        var method = MethodRows.Build("word_swap_change_number");
        Assert.Equal(["1 cm", "2 cm", "4 cm", "5 cm", "6 cm", "7 cm"], method.Results("3 cm"));
        Assert.Equal(["1"], method.Results("0"));
        Assert.Equal(
            ["01", "02", "03", "04", "06", "07", "08", "09", "10", "11"],
            method.Results("05")
        );
        Assert.Equal(["Five", "Four", "One", "Seven", "Six", "Two"], method.Results("Three"));
        Assert.Equal(
            ["eighty", "one hundred"],
            MethodRows.Build("word_swap_change_number", "max_change: 0").Results("ninety")
        );
    }

    [Theory]
    [InlineData("1234567890")] // too long to be a quantity
    [InlineData("3rd")]
    [InlineData("no one")]
    public void What_is_no_number_stays(string text) =>
        Assert.Null(MethodRows.Build("word_swap_change_number").Apply(text, new RowRandom(1)));

    [Fact]
    public void A_first_name_becomes_another_in_the_same_case()
    {
        var method = MethodRows.Build("word_swap_change_name");
        Assert.Contains("Katherine said", method.Results("Karen said"));
        Assert.Contains("Katherine's boss", method.Results("Karen's boss"));
        Assert.Contains("KATHERINE SAID", method.Results("KAREN SAID"));
        Assert.Null(method.Apply("karen said", new RowRandom(1)));
    }

    [Fact]
    public void A_place_becomes_another() =>
        Assert.Contains(
            "to Philadelphia",
            MethodRows.Build("word_swap_change_location").Results("to Paris")
        );

    [Fact]
    public void Inflections_change_the_ending_alone() =>
        Assert.Equal(
            ["I adore movie", "I adored movies", "I adores movies", "I adoring movies"],
            MethodRows.Build("word_swap_inflections").Results("I adore movies")
        );
}
