namespace Sluice.Tests.Workers.Augmentation;

public sealed class ThesaurusTests
{
    [Theory]
    [InlineData("movies", "films", "motion pictures")]
    [InlineData("loved", "adored", "cared for")]
    [InlineData("loving", "adoring", "caring for")]
    [InlineData("loves", "adores", "cares for")]
    [InlineData("stories", "tales", "narratives")]
    [InlineData("boxes", "cartons")]
    [InlineData("stopped", "halted")]
    [InlineData("stopping", "halting")]
    [InlineData("bigger", "larger")]
    [InlineData("biggest", "largest")]
    [InlineData("gave", "gifted")]
    [InlineData("halts", "stops")]
    [InlineData("halted", "stopped")]
    [InlineData("adored", "loved", "cared for")]
    public void A_synonym_takes_the_ending_of_the_word(string word, params string[] synonyms) =>
        Assert.Equal(synonyms, TinyWordNet.Thesaurus.Synonyms(word));

    [Theory]
    [InlineData("movie", "film", "motion picture")]
    [InlineData("Movie", "Film", "Motion picture")]
    [InlineData("MOVIES", "FILMS", "MOTION PICTURES")]
    public void A_synonym_takes_the_case_of_the_word(string word, params string[] synonyms) =>
        Assert.Equal(synonyms, TinyWordNet.Thesaurus.Synonyms(word));

    [Theory]
    [InlineData("mOvIe")]
    [InlineData("the")]
    [InlineData("us")]
    [InlineData("I")]
    [InlineData("xyzzy")]
    [InlineData("white")]
    [InlineData("gifted")] // give: gave or given?
    public void A_word_may_have_none(string word) =>
        Assert.Empty(TinyWordNet.Thesaurus.Synonyms(word));

    [Fact]
    public void The_number_of_senses_can_be_bounded()
    {
        Assert.Equal(["fine", "honorable"], TinyWordNet.Thesaurus.Synonyms("good"));
        Assert.Equal(["fine"], TinyWordNet.Thesaurus.Synonyms("good", maxSenses: 1));
    }

    [Theory]
    [InlineData("love", "hate")] // the verb is the commoner
    [InlineData("loved", "hated")]
    [InlineData("Good", "Bad")]
    [InlineData("evil", "goodness")]
    [InlineData("bigger", "less", "smaller")]
    public void Antonyms_are_inflected_likewise(string word, params string[] antonyms) =>
        Assert.Equal(antonyms, TinyWordNet.Thesaurus.Antonyms(word));

    [Theory]
    [InlineData("movie", "movies")]
    [InlineData("loves", "love", "loved", "loving")]
    [InlineData("Stopping", "Stop", "Stops", "Stopped")]
    [InlineData("gave", "give", "gives", "giving")]
    [InlineData("larger", "large", "largest")]
    [InlineData("really")]
    public void Inflections_are_the_other_forms_of_the_lemma(string word, params string[] forms) =>
        Assert.Equal(forms, TinyWordNet.Thesaurus.Inflections(word));
}
