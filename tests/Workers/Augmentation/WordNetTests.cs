using System.Text;
using Sluice.Engine;
using Sluice.Workers.Augmentation;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class WordNetTests
{
    private readonly WordNet _wordNet = WordNet.Load(TinyWordNet.CompiledPath);

    [Fact]
    public void Synonyms_keep_the_order_of_senses()
    {
        var good = _wordNet.Find("good")!.As(PartOfSpeech.Adjective)!;
        Assert.Equal(
            [
                ["fine"],
                ["honorable"],
            ],
            good.Senses
        );
        Assert.Equal(2, good.TaggedSenses);
    }

    [Fact]
    public void Multi_word_synonyms_have_blanks_and_are_no_lemmas()
    {
        var movie = _wordNet.Find("movie")!.As(PartOfSpeech.Noun)!;
        Assert.Equal(
            [
                ["film", "motion picture"],
            ],
            movie.Senses
        );
        Assert.Null(_wordNet.Find("motion picture"));
    }

    [Fact]
    public void An_antonym_belongs_to_the_word_its_pointer_starts_from()
    {
        Assert.Equal(["hate"], _wordNet.Find("love")!.As(PartOfSpeech.Verb)!.Antonyms);
        Assert.Empty(_wordNet.Find("adore")!.As(PartOfSpeech.Verb)!.Antonyms);
    }

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
    [InlineData("sluice-wordnet 2 0\n", "has format version 2, and this program reads version 1")]
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
