using Sluice.Workers.Training;

namespace Sluice.Tests.Workers.Training;

public sealed class PieceVocabularyTests
{
    [Fact]
    public void Words_are_runs_of_letters_and_begin_with_a_mark_after_blanks() =>
        Assert.Equal(
            ["▁don", "'", "t", "▁(", "3", ".", "5", "▁é", "!"],
            TextWords.Of(" Don't  (3.5\té!")
        );

    /// <summary>The example of Sennrich et al. 2016, algorithm 1: es and est come first.</summary>
    [Fact]
    public void The_commonest_pair_becomes_a_piece()
    {
        var texts = Texts(("low", 5), ("lower", 2), ("newest", 6), ("widest", 3));
        // Twelve characters with the mark, two reserved pieces, and three merges.
        var vocabulary = PieceLearner.Learn(texts, 16, default);
        Assert.Equal("▁ewstlonird"[..8].Length, vocabulary.Characters.Length);
        Assert.True(vocabulary.Count <= 16);
        var whole = PieceLearner.Learn(texts, 64, default);
        Assert.Single(whole.Encode("newest"));
        Assert.Single(whole.Encode("widest"));
        Assert.Equal(2, whole.Encode("newest low").Count);
        Assert.True(whole.Encode("lowest").Count < 7);
    }

    [Fact]
    public void What_is_not_known_is_one_piece_a_character() =>
        Assert.Equal(
            [PieceVocabulary.Unknown, PieceVocabulary.Unknown],
            SmallModel.Vocabulary.Encode("x東京")[^2..]
        );

    [Fact]
    public void A_forged_merge_is_refused() =>
        Assert.Throws<FormatException>(() => new PieceVocabulary("ab", [(2, 9)]));

    private static string[] Texts(params (string Word, int Count)[] words) =>
        [.. words.SelectMany(word => Enumerable.Repeat(word.Word, word.Count))];
}
