using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Quality;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class RowAugmenterTests
{
    private const string Letters = "abcdefghij";
    private static readonly QualityGate Gate = new(new RatcliffObershelp());

    [Fact]
    public void Methods_are_applied_one_after_the_other()
    {
        var row = Augmenter(QualityGate.None, 1, Suffix("1"), Suffix("2")).Augment(0, "x");
        Assert.Equal([new AugmentedText("x12", "x12")], row.Variants);
    }

    [Fact]
    public void A_step_tries_three_candidates_and_then_gives_the_variant_up()
    {
        var hopeless = new FakeMethod(_ => "entirely different");
        var never = Suffix("!");
        var row = Augmenter(Gate, 2, hopeless, never).Augment(0, Letters);
        Assert.Empty(row.Variants);
        Assert.Equal(new RowCounts { TooDifferent = 2, Candidates = 6 }, row.Counts);
        Assert.Equal(6, hopeless.Calls);
        Assert.Equal(0, never.Calls);
    }

    [Fact]
    public void The_first_candidate_that_passes_is_taken()
    {
        var candidates = new Queue<string>(["zzzzzzzzzz", "abcdefghiX", "abcdefgXYZ"]);
        var row = Augmenter(Gate, 1, new FakeMethod(_ => candidates.Dequeue())).Augment(0, Letters);
        Assert.Equal("abcdefghiX", Assert.Single(row.Variants).Text);
        Assert.Equal(2, row.Counts.Candidates);
    }

    [Fact]
    public void A_candidate_equal_to_its_input_is_none_even_without_a_gate()
    {
        var row = Augmenter(QualityGate.None, 1, new FakeMethod(text => text)).Augment(0, "x");
        Assert.Equal(new RowCounts { Unchanged = 1, Candidates = 3 }, row.Counts);
    }

    [Fact]
    public void A_method_with_nothing_to_change_gives_no_variant()
    {
        var row = Augmenter(Gate, 1, new FakeMethod(_ => null)).Augment(0, "x");
        Assert.Equal(1, row.Counts.Unacceptable);
    }

    [Fact]
    public void The_gate_against_the_original_stops_drift_over_steps()
    {
        // Each step changes two letters of ten: near its source, ever farther from the original.
        ITextMethod Drift(int at) =>
            new FakeMethod(text => new TextSpan(at, 2).ReplaceIn(text, "##"));
        Assert.Single(Augmenter(Gate, 1, Drift(0), Drift(2)).Augment(0, Letters).Variants);
        Assert.Empty(Augmenter(Gate, 1, Drift(0), Drift(2), Drift(4)).Augment(0, Letters).Variants);
    }

    [Fact]
    public void A_variant_made_before_is_a_duplicate()
    {
        var row = Augmenter(QualityGate.None, 3, Suffix("!")).Augment(0, "x");
        Assert.Single(row.Variants);
        Assert.Equal(2, row.Counts.Duplicates);
    }

    [Fact]
    public void Steps_that_undo_each_other_give_no_variant()
    {
        var reverse = new FakeMethod(text => new string([.. text.Reverse()]));
        var row = Augmenter(QualityGate.None, 1, reverse, reverse).Augment(0, "ab");
        Assert.Equal(1, row.Counts.Duplicates);
        Assert.Empty(row.Variants);
    }

    [Fact]
    public void Evidence_is_rewritten_where_it_stands()
    {
        var row = Augmenter(QualityGate.None, 1, Suffix("?"))
            .Augment(0, "I woke. I can't sleep. Bye.", "I can't sleep.");
        Assert.Equal(
            new AugmentedText("I woke. I can't sleep.? Bye.", "I can't sleep.?"),
            Assert.Single(row.Variants)
        );
    }

    [Fact]
    public void Evidence_quoted_loosely_replaces_the_sentence_most_like_it()
    {
        var row = Augmenter(QualityGate.None, 1, Suffix("?"))
            .Augment(0, "I woke. i cant  sleep at night! Bye.", "I can't sleep at night!");
        Assert.Equal("I woke. I can't sleep at night!? Bye.", Assert.Single(row.Variants).Text);
    }

    [Theory]
    [InlineData("Something else was said altogether.")]
    [InlineData(" ")]
    public void Evidence_that_is_not_in_the_text_skips_the_row_and_is_counted(string evidence)
    {
        var method = Suffix("?");
        var row = Augmenter(QualityGate.None, 2, method).Augment(0, "I woke. Bye.", evidence);
        Assert.Empty(row.Variants);
        Assert.Equal(new RowCounts { EvidenceMissing = 1 }, row.Counts);
        Assert.Equal(0, method.Calls);
    }

    [Fact]
    public void The_same_row_gives_the_same_variants_whatever_ran_before()
    {
        var one = Augmenter(QualityGate.None, 3, Shuffled());
        var other = Augmenter(QualityGate.None, 3, Shuffled());
        for (var row = 0; row < 5; row++)
            other.Augment(row, "warm up");
        Assert.Equal(one.Augment(7, Letters).Variants, other.Augment(7, Letters).Variants);
    }

    [Fact]
    public void Rows_with_the_same_text_differ_by_their_index()
    {
        var augmenter = Augmenter(QualityGate.None, 3, Shuffled());
        Assert.NotEqual(
            augmenter.Augment(0, Letters).Variants,
            augmenter.Augment(1, Letters).Variants
        );
    }

    [Fact]
    public void Counts_add_up()
    {
        var sum =
            new RowCounts { Produced = 1, TooDifferent = 2 }
            + new RowCounts
            {
                Produced = 1,
                Duplicates = 3,
                EvidenceMissing = 1,
                Candidates = 9,
            };
        Assert.Equal(2, sum.Produced);
        Assert.Equal(6, sum.Skipped);
        Assert.Equal(9, sum.Candidates);
    }

    private static RowAugmenter Augmenter(
        QualityGate gate,
        int variants,
        params ITextMethod[] methods
    ) => new("5a6f46fc76", methods, gate, seed: 42, variants);

    private static FakeMethod Suffix(string suffix) => new(text => text + suffix);

    private static FakeMethod Shuffled() =>
        new(
            (text, random) =>
            {
                var letters = text.ToCharArray();
                random.Shuffle<char>(letters);
                return new string(letters);
            }
        );
}
