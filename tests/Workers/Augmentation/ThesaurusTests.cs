namespace Sluice.Tests.Workers.Augmentation;

/// <summary>Which words stand for a word of a text, over the tiny WordNet; contexts are for the real one.</summary>
public sealed class ThesaurusTests
{
    [Theory]
    [InlineData("movies", "films", "motion pictures")]
    [InlineData("loved", "adored")]
    [InlineData("loving", "adoring")]
    [InlineData("stories", "narratives", "tales")]
    [InlineData("boxes", "cartons")]
    [InlineData("stopped", "halted")]
    [InlineData("stopping", "halting")]
    [InlineData("bigger", "larger")]
    [InlineData("biggest", "largest")]
    [InlineData("gave", "gifted")]
    [InlineData("halts", "stops")]
    [InlineData("halted", "stopped")]
    public void A_synonym_takes_the_ending_of_the_word(string word, params string[] synonyms) =>
        Assert.Equal(synonyms, Synonyms(word));

    [Theory]
    [InlineData("movie", "film", "motion picture")]
    [InlineData("Movie", "Film", "Motion picture")]
    [InlineData("MOVIES", "FILMS", "MOTION PICTURES")]
    public void A_synonym_takes_the_case_of_the_word(string word, params string[] synonyms) =>
        Assert.Equal(synonyms, Synonyms(word));

    [Theory]
    [InlineData("mOvIe")]
    [InlineData("the")]
    [InlineData("us")]
    [InlineData("I")]
    [InlineData("xyzzy")]
    [InlineData("white")] // a writer, where it has a capital
    [InlineData("White")] // and here a sentence may begin
    [InlineData("gifted")] // give: gave or given?
    [InlineData("a movie-like")] // part of a compound
    public void A_word_may_have_none(string word) => Assert.Equal([null], Synonyms(word));

    [Theory]
    [InlineData("he gifted it", "he gave it")]
    [InlineData("he has gifted it", "he has given it")]
    [InlineData("it was never gifted", "it was never given")]
    public void What_stands_before_it_tells_a_past_tense_from_a_participle(
        string text,
        string result
    ) => Assert.Contains(result, Synonyms(text));

    [Fact]
    public void Max_senses_bounds_the_senses_with_and_without_synonyms()
    {
        Assert.Equal(["fine", "honorable"], Synonyms("good"));
        Assert.Equal(["fine"], Synonyms("good", "max_senses: 1"));
        // As a noun its first sense is alone in its synset.
        Assert.Equal([null], Synonyms("the white", "max_senses: 1"));
    }

    [Fact]
    public void An_article_is_never_made_wrong()
    {
        Assert.Equal(["a tale", "a narrative"], Synonyms("a story").Reverse());
        Assert.Equal([null], Synonyms("an adore"));
    }

    [Theory]
    [InlineData("loved", "hated")]
    [InlineData("Good", "Bad")]
    [InlineData("evil", "goodness")]
    [InlineData("bigger", "less", "smaller")]
    public void Antonyms_are_inflected_likewise(string word, params string[] antonyms) =>
        Assert.Equal(antonyms, MethodRows.Build("wordnet_antonym").Results(word));

    [Theory]
    [InlineData("movie", "movies")]
    [InlineData("Stopping", "Stop", "Stopped", "Stops")]
    [InlineData("gave", "give", "given", "gives", "giving")]
    [InlineData("larger", "large", "largest")]
    public void Inflections_are_the_other_forms_of_the_lemma(string word, params string[] forms) =>
        Assert.Equal(forms, MethodRows.Build("word_swap_inflections").Results(word));

    [Fact]
    public void An_adverb_has_no_other_form() =>
        Assert.Equal([null], MethodRows.Build("word_swap_inflections").Results("really"));

    /// <summary>All that is made of a text; it may stay where hardly anything is sure, and null alone says that it must.</summary>
    private static IReadOnlyList<string?> Synonyms(string text, params string[] args)
    {
        var results = MethodRows.Build("wordnet_synonym", args).Results(text);
        return results.Count == 1 ? results : [.. results.Where(result => result is not null)];
    }
}
