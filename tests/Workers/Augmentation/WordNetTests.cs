using System.Text;
using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class WordNetTests
{
    private readonly WordNet _wordNet = WordNet.Load(TinyWordNet.CompiledPath);

    [Fact]
    public void Senses_keep_their_order_with_their_synonyms_and_counts()
    {
        var good = _wordNet.Find("good")!.As(PartOfSpeech.Adjective)!;
        Assert.Equal(["fine", "honorable"], good.Senses.Select(s => s.Synonyms.Single().Word));
        // The tiny dictionary counts nothing: what is more frequent is told by the order.
        Assert.Equal([2, 1], good.Senses.Select(sense => sense.Count));
        Assert.Equal(["a2100", "a2200"], good.Senses.Select(sense => sense.Synset));
    }

    [Fact]
    public void Multi_word_lemmas_have_blanks_and_are_collocations_but_no_words()
    {
        var movie = _wordNet.Find("movie")!.As(PartOfSpeech.Noun)!;
        Assert.Equal(
            ["film", "motion picture"],
            movie.Senses.Single().Synonyms.Select(s => s.Word)
        );
        Assert.Null(_wordNet.Find("motion picture"));
        Assert.True(_wordNet.IsCollocation("motion picture"));
        Assert.False(_wordNet.IsCollocation("motion pictures"));
        Assert.False(_wordNet.IsCollocation("movie"));
    }

    [Fact]
    public void A_lemma_that_a_sense_writes_with_capitals_is_a_name_there() =>
        Assert.Equal(
            [null, "White"],
            new[] { "movie", "white" }.Select(word =>
                _wordNet.Find(word)!.As(PartOfSpeech.Noun)!.Senses[0].Name
            )
        );

    [Fact]
    public void An_antonym_belongs_to_the_word_its_pointer_starts_from()
    {
        Assert.Equal(["hate"], _wordNet.Find("love")!.As(PartOfSpeech.Verb)!.Senses[0].Antonyms);
        Assert.Empty(_wordNet.Find("adore")!.As(PartOfSpeech.Verb)!.Senses[0].Antonyms);
    }

    [Fact]
    public void A_topic_lists_stems_with_their_weights()
    {
        Assert.Equal(
            [(Stem.Hash("moral"), 3), (Stem.Hash("worth"), 1)],
            Topic.Read("moral3 worth1")
        );
        Assert.Empty(Topic.Read(""));
        Assert.Equal("", _wordNet.Topic("n100")); // the only sense of its lemmas
    }

    [Fact]
    public void Without_a_sentence_a_sense_is_as_probable_as_it_is_often_met()
    {
        var good = _wordNet.Find("good")!.As(PartOfSpeech.Adjective)!;
        var judge = new SenseJudge(_wordNet, Stem.Hash("good"), [.. good.Senses]);
        Span<double> probabilities = stackalloc double[2];
        judge.Judge([], probabilities);
        Assert.Equal([0.625, 0.375], probabilities.ToArray()); // 2 and 1 times, and half a time more
    }

    [Theory]
    [InlineData(PartOfSpeech.Noun, "movie", "film", true)]
    [InlineData(PartOfSpeech.Adjective, "terrible", "awful", true)]
    [InlineData(PartOfSpeech.Adjective, "great", "bully", false)]
    [InlineData(PartOfSpeech.Noun, "food", "nutriment", false)]
    [InlineData(PartOfSpeech.Noun, "product", "merchandise", false)] // which is not counted
    public void Close_words_are_met_in_the_same_surroundings(
        PartOfSpeech partOfSpeech,
        string word,
        string other,
        bool isClose
    ) => Assert.Equal(isClose, CloseWords.Of(partOfSpeech, word, other) >= 50);

    [Fact]
    public void A_synonym_knows_how_close_it_is_and_how_much_of_its_use_the_sense_has()
    {
        var good = _wordNet.Find("good")!.As(PartOfSpeech.Adjective)!;
        Assert.Equal([100, 100], good.Senses.Select(sense => sense.Synonyms.Single().Share));
        var movie = _wordNet.Find("movie")!.As(PartOfSpeech.Noun)!.Senses.Single();
        Assert.Equal([true, false], movie.Synonyms.Select(synonym => synonym.Closeness > 80));
    }

    [Theory]
    [InlineData("listening", "listen")]
    [InlineData("listens", "listen")]
    [InlineData("Making", "mak")]
    [InlineData("makes", "mak")]
    [InlineData("stories", "stori")]
    [InlineData("story", "stori")]
    [InlineData("stopped", "stop")]
    [InlineData("quickly", "quick")]
    [InlineData("dog's", "dog")]
    [InlineData("glass", "glass")]
    public void A_stem_is_the_same_for_all_inflections(string word, string stem) =>
        Assert.Equal(stem, Stem.Of(word));

    [Fact]
    public void An_exception_list_gives_irregular_forms() =>
        Assert.Equal([(PartOfSpeech.Verb, "give")], _wordNet.Find("gave")!.BaseForms);

    [Theory]
    [InlineData("bad")]
    [InlineData("white")]
    [InlineData("movie")]
    public void Lookup_finds_the_first_the_last_and_any_line(string lemma) =>
        Assert.NotNull(_wordNet.Find(lemma));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("movi")]
    [InlineData("moviee")]
    [InlineData("zzz")]
    [InlineData("naïve")]
    [InlineData("Movie")]
    public void Lookup_finds_nothing_else(string word) => Assert.Null(_wordNet.Find(word));

    [Fact]
    public void Compiling_twice_gives_equal_bytes_and_the_licence_comes_along()
    {
        using var folder = new TempFolder();
        TinyWordNet.WriteDictionary(folder.Path);
        using var output = new MemoryStream();
        WordNetCompiler.Compile(folder.Path, output);
        Assert.Equal(File.ReadAllBytes(TinyWordNet.CompiledPath), output.ToArray());
        Assert.Contains(
            "# The licence of the tiny dictionary.\n",
            Encoding.ASCII.GetString(output.ToArray()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_missing_dictionary_file_is_named()
    {
        using var folder = new TempFolder();
        TinyWordNet.WriteDictionary(folder.Path);
        File.Delete(folder.File("data.verb"));
        var error = Assert.Throws<UserError>(() =>
            WordNetCompiler.Compile(folder.Path, Stream.Null)
        );
        Assert.Contains(
            "data.verb not found in " + folder.Path,
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("00000100 06 n 03 movie 0 film")]
    [InlineData("not a synset")]
    [InlineData("00000100 06 n 01 movie 0 001 ! 00000200 q 0101 | gloss")]
    public void A_malformed_dictionary_line_is_named(string line)
    {
        using var folder = new TempFolder();
        TinyWordNet.WriteDictionary(folder.Path);
        File.AppendAllText(folder.File("data.adv"), line + "\n");
        var error = Assert.Throws<UserError>(() =>
            WordNetCompiler.Compile(folder.Path, Stream.Null)
        );
        Assert.Contains(
            "data.adv:2 is not of the Princeton format",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("", "is no compiled WordNet file")]
    [InlineData("something else\n", "is no compiled WordNet file")]
    [InlineData("sluice-wordnet 2 0\n", "has format version 2, and this program reads version 3")]
    public void A_file_of_another_format_is_refused(string content, string fact)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("wordnet.db"), content);
        var error = Assert.Throws<UserError>(() => WordNet.Load(folder.File("wordnet.db")));
        Assert.Contains(fact, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused() =>
        Assert.Throws<UserError>(() => WordNet.Load("no/such/wordnet.db"));

    [Fact]
    public void A_file_cut_at_any_byte_or_changed_in_any_is_refused()
    {
        using var folder = new TempFolder();
        var path = folder.File("wordnet.db");
        var bytes = File.ReadAllBytes(TinyWordNet.CompiledPath);
        for (var i = 0; i < bytes.Length; i++)
        {
            File.WriteAllBytes(path, bytes[..i]);
            Assert.Throws<UserError>(() => WordNet.Load(path));
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            File.WriteAllBytes(path, changed);
            Assert.Throws<UserError>(() => WordNet.Load(path));
        }
    }
}
