using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>How many words and characters change: nlpaug's and TextAttack's formulas.</summary>
public sealed class MethodCountTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(11, 4)]
    [InlineData(100, 10)]
    [InlineData(4, 2, "aug_word_p: 0.5")]
    [InlineData(5, 3, "aug_word_p: 0.5")]
    [InlineData(100, 30, "aug_word_max: 50")]
    [InlineData(10, 5, "aug_word_min: 5")]
    [InlineData(3, 3, "aug_word_min: 5")]
    public void The_character_methods_of_nlpaug_change_ceil_of_the_share_of_words_clamped(
        int words,
        int changed,
        params string[] args
    ) => AssertChanges(MethodRows.Build("random_char_substitute", args), words, changed);

    [Theory]
    [InlineData(11, 4)]
    [InlineData(100, 10)]
    [InlineData(10, 5, "aug_p: 0.5")]
    public void The_word_methods_of_nlpaug_do_likewise(
        int words,
        int changed,
        params string[] args
    ) => AssertChanges(MethodRows.Build("spelling", args), words, changed);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 1)]
    [InlineData(20, 2)]
    [InlineData(300, 30)]
    [InlineData(10, 5, "pct_words_to_swap: 0.5")]
    public void TextAttack_changes_floor_of_the_share_but_at_least_one(
        int words,
        int changed,
        params string[] args
    ) => AssertChanges(MethodRows.Build("word_swap_qwerty", args), words, changed);

    [Theory]
    [InlineData(4, 2)]
    [InlineData(10, 3)]
    [InlineData(11, 4)]
    [InlineData(10_000, 10)]
    [InlineData(10, 9, "aug_char_p: 0.9")]
    public void Characters_follow_the_same_formula_within_a_word(
        int length,
        int changed,
        params string[] args
    )
    {
        var word = new string('a', length);
        var result = MethodRows
            .Build("random_char_substitute", args)
            .Apply(word, new RowRandom(5))!;
        Assert.Equal(changed, result.Count(c => c != 'a'));
        var shorter = MethodRows.Build("random_char_delete", args).Apply(word, new RowRandom(5))!;
        Assert.Equal(length - changed, shorter.Length);
        var longer = MethodRows.Build("random_char_insert", args).Apply(word, new RowRandom(5))!;
        Assert.Equal(length + changed, longer.Length);
    }

    [Theory]
    [InlineData("random_word_delete", 20, 6)]
    [InlineData("random_word_delete", 2, 1)]
    [InlineData("word_deletion", 20, 2)]
    [InlineData("word_deletion", 2, 1)]
    public void Deletion_counts_alike_and_leaves_a_word(string kind, int words, int deleted)
    {
        var text = string.Join(' ', Enumerable.Repeat("movie", words));
        var left = MethodRows.Build(kind).Apply(text, new RowRandom(9))!.Split(' ');
        Assert.Equal(words - deleted, left.Length);
        Assert.All(left, word => Assert.Equal("movie", word));
    }

    [Theory]
    [InlineData("random_word_delete")]
    [InlineData("word_deletion")]
    public void The_only_word_is_not_deleted(string kind) =>
        Assert.Null(MethodRows.Build(kind).Apply("Movie!", new RowRandom(1)));

    [Theory]
    [InlineData("keyboard")]
    [InlineData("random_char_insert")]
    [InlineData("random_char_delete")]
    [InlineData("random_char_substitute")]
    [InlineData("random_char_swap")]
    [InlineData("word_split")]
    public void Words_below_min_char_stay(string kind)
    {
        Assert.Null(MethodRows.Build(kind).Apply("It has one big box", new RowRandom(1)));
        Assert.NotNull(
            MethodRows.Build(kind, "min_char: 3").Apply("It has one big box", new RowRandom(1))
        );
    }

    private static void AssertChanges(ITextMethod method, int words, int changed)
    {
        var text = string.Join(' ', Enumerable.Repeat("friend", words));
        for (var seed = 0UL; seed < 20; seed++)
        {
            var result = method.Apply(text, new RowRandom(seed))!.Split(' ');
            Assert.Equal(words, result.Length);
            Assert.Equal(changed, result.Count(word => word != "friend"));
        }
    }
}
