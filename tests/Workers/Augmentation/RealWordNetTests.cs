using System.Diagnostics;
using System.Text.RegularExpressions;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>What the methods do with real words in real sentences.</summary>
[Trait("Takes", "long")]
public sealed class RealWordNetTests
{
    private static readonly Lazy<MethodResources> s_resources = new(() =>
        new() { WordNetPath = RealWordNet.CompiledPath() }
    );

    [Theory]
    [InlineData("We watched the movies twice.", "films")]
    [InlineData("The children were playing outside.", "kids")]
    [InlineData("He bought a car last year.", "purchased")]
    [InlineData("He has bought a new house.", "purchased")]
    [InlineData("The doctor parked his car.", "automobile")]
    [InlineData("It seems like a good idea.", "appears")]
    [InlineData("It seemed like sketchy technology to me.", "looked")]
    [InlineData("What a huge disappointment that was.", "massive")]
    [InlineData("The service was horrible.", "awful")] // beside it around "alarming"
    [InlineData("We had a terrible meal.", "dreadful")]
    public void A_word_gets_a_synonym_of_its_sense_in_its_form(string text, string synonym) =>
        Assert.Contains(synonym, Changes("wordnet_synonym", text));

    [Theory]
    [InlineData("The food was bad.", "good")]
    [InlineData("The food was good.", "bad")]
    [InlineData("The water is too hot.", "cold")]
    [InlineData("I loved every minute.", "hated")]
    public void A_word_gets_its_antonym(string text, string antonym) =>
        Assert.Contains(antonym, Changes("wordnet_antonym", text));

    [Theory]
    [InlineData("She watered the plant in the garden.", "works")]
    [InlineData("I sat on the bank of the river and watched the water.", "depository")]
    [InlineData("I use these at work for listening to music.", "knead|heed|taking|medicine")]
    [InlineData("It seemed like sketchy technology to me.", "unelaborated|applied science")]
    [InlineData("He works hard at the office.", "kneads|plants?")]
    [InlineData("I had to set up the phone again.", "put|place|fix")]
    [InlineData("We ordered ice cream and a hot dog.", "crystal|domestic")]
    [InlineData("This is a great restaurant.", "bully|big|cracking")]
    [InlineData("She bought a red car and two blue ones.", "green|purple|yellow")]
    [InlineData("They watch TV and listen to the radio.", "hear|heed|mind")]
    public void A_word_keeps_out_of_other_senses_and_parts_of_speech(string text, string wrong) =>
        Assert.DoesNotMatch(wrong, string.Join(' ', Changes("wordnet_synonym", text)));

    [Theory]
    [InlineData("My children love to make cakes and know many good songs.")]
    [InlineData("This was very well made and the parcel is coming in today.")]
    [InlineData("Our cat makes a living out of looking cute.")]
    [InlineData("The boss had to screw the lid on, and the dog will bed down.")]
    public void No_vulgar_sense_is_taken(string text) =>
        Assert.DoesNotMatch(
            @"\b(urinat|micturat|piss|pee|wee|seduc|screw|fuck|bonk|bang|hump|cum|bed|shit|defecat|crap)",
            string.Join(' ', Changes("wordnet_synonym", text, "aug_p: 1"))
        );

    [Theory]
    [InlineData("Si quieres te llamo al mediodia, es la casa de mi madre.")]
    [InlineData("Peux-tu fermer le garage et la porte avant de partir")]
    [InlineData("Er hat es in der Stadt am See als Erster gesehen.")]
    [InlineData("Der Mann hat die Hand an der Wand und sagt gar nichts.")]
    public void A_foreign_text_stays(string text) =>
        Assert.Empty(Changes("wordnet_synonym", text, "aug_p: 1"));

    [Theory]
    [InlineData("the al of the la was in us")]
    [InlineData("We met Turkey and Will and May there.")]
    public void No_small_word_becomes_a_name_and_no_name_a_word(string text) =>
        Assert.Empty(Changes("wordnet_synonym", text, "aug_p: 1"));

    [Theory]
    [InlineData("Keep up the good work!", "employment|study")]
    [InlineData("This is a great product at this price.", "merchandise|terms|big|huge")]
    [InlineData("He made the same mistake and said so.", "did|told|things|stated")]
    [InlineData("I would rather have it now than go there today.", "instead|nowadays|move")]
    public void Beside_words_that_are_clear_no_other_is_replaced(string text, string wrong) =>
        Assert.DoesNotMatch(
            wrong,
            string.Join(
                ' ',
                Changes(
                    "wordnet_synonym",
                    text + " The doctor bought a small lamp and the children watched a movie."
                )
            )
        );

    [Theory]
    [InlineData("Fine . Does it   work  ?  Sure !\tThen : go on + on")]
    [InlineData("Update to build 4.17.20.9 on host 172.16.30.12, it cost $2,340.75 at 08:45.")]
    [InlineData("Our cat makes a living out of looking cute.")]
    public void Where_hardly_anything_is_sure_some_variants_get_one_word_that_is_possible(
        string text
    )
    {
        var results = Method("wordnet_synonym").Results(text).OfType<string>().ToArray();
        Assert.True(results.Length > 1);
        Assert.All(
            results,
            result =>
                Assert.Single(text.Split(' ').Zip(result.Split(' ')), p => p.First != p.Second)
        );
    }

    [Theory]
    [InlineData("The doctor spent a day on the card and the film of the children in the shop.")]
    [InlineData("The children bought a small automobile and watched a movie about physicians.")]
    public void TextAttack_puts_one_word_for_one_word(string text)
    {
        var method = Method("word_swap_wordnet", "pct_words_to_swap: 1");
        var results = method.Results(text);
        Assert.All(
            results,
            result => Assert.Equal(text.Split(' ').Length, result!.Split(' ').Length)
        );
        Assert.True(results.Count > 1);
    }

    [Fact]
    public void Every_shard_can_afford_to_load_it()
    {
        var path = RealWordNet.CompiledPath();
        WordNet.Load(path);
        // A few milliseconds; on a busy machine only the best of several says so.
        var best = Enumerable
            .Range(0, 10)
            .Min(_ =>
            {
                var watch = Stopwatch.StartNew();
                WordNet.Load(path);
                return watch.ElapsedMilliseconds;
            });
        Assert.InRange(best, 0, 120);
    }

    /// <summary>All words that the results have and the text has not.</summary>
    private static IReadOnlyList<string> Changes(string kind, string text, params string[] args) =>
        [
            .. Method(kind, args)
                .Results(text)
                .OfType<string>()
                .SelectMany(result => Words(result).Except(Words(text)))
                .Distinct(),
        ];

    private static IEnumerable<string> Words(string text) =>
        Regex.Matches(text.ToLowerInvariant(), @"\w+").Select(match => match.Value);

    private static ITextMethod Method(string kind, params string[] args) =>
        MethodRows.Build(s_resources.Value, kind, args);
}
