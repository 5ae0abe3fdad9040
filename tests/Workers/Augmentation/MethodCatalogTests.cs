using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Tests.Support;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Methods.External;

namespace Sluice.Tests.Workers.Augmentation;

public sealed class MethodCatalogTests
{
    private static readonly string[] s_external =
    [
        "nlp_backtranslation_de",
        "nlp_cwe_insert_roberta",
        "nlp_cwe_sub_roberta",
        "ta_mlm_sub_bert",
        "ta_wordswap_embedding",
    ];

    [Fact]
    public void Every_row_of_the_file_is_built_in_or_says_that_it_wants_a_command()
    {
        Assert.Equal(30, MethodRows.All.Count);
        Assert.Distinct(MethodRows.All.Select(row => row.Id));
        foreach (var row in MethodRows.All)
        {
            var resolution = MethodCatalog.Resolve(row, MethodRows.Resources);
            Assert.Equal(!s_external.Contains(row.Id), resolution.IsAvailable);
            Assert.Equal(resolution.Reason, MethodCatalog.Check(row, MethodRows.Resources).Reason);
            if (resolution.IsAvailable)
                Assert.Equal(row.Id, resolution.Method.Id);
            else
                Assert.EndsWith(
                    "give it a `command:` that speaks JSON lines",
                    resolution.Reason,
                    StringComparison.Ordinal
                );
        }
    }

    [Fact]
    public void An_argument_that_is_a_map_is_refused_with_its_line_and_with_what_to_write()
    {
        using var folder = new TempFolder();
        var file = folder.File("old.yaml");
        File.WriteAllText(
            file,
            "methods:\n- id: a\n  lib: nlpaug\n  kind: keyboard\n  args:\n    word:\n      aug_word_p: 0.3\n      aug_word_max: 5\n"
        );
        var error = Assert.Throws<ConfigurationError>(() => MethodTable.Read(file, "old.yaml"));
        Assert.Contains(
            "old.yaml:7: augment_methods.methods[0].args.word: expected a plain value or a list (write what the map holds one level up: aug_word_p, aug_word_max), found a map",
            error.Message
        );
    }

    [Fact]
    public void Every_kind_has_a_row() =>
        Assert.Equal(
            MethodCatalog.Kinds.Order(StringComparer.Ordinal),
            MethodRows.All.Select(row => row.Kind).Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("KeyboardAug", "write `kind:` keyboard")]
    [InlineData("nlpaug.augmenter.word.SynonymAug", "write `kind:` wordnet_synonym")]
    [InlineData("WordSwapQWERTY", "write `kind:` word_swap_qwerty")]
    public void A_class_of_a_library_is_refused_with_the_kind_it_is_here(string name, string remedy)
    {
        var row = new MethodRow
        {
            Id = "m",
            Lib = "nlpaug",
            Kind = name,
        };
        var error = Assert.Throws<UserError>(() => MethodCatalog.Check(row, new()));
        Assert.Contains(remedy, error.Message);
    }

    [Fact]
    public void Without_the_WordNet_file_its_methods_are_unavailable_and_say_why()
    {
        var resources = new MethodResources { WordNetPath = "data/corpus/none.db" };
        foreach (var row in MethodRows.All.Where(MethodCatalog.NeedsWordNet))
        {
            var reason = MethodCatalog.Check(row, resources).Reason;
            Assert.StartsWith(
                "needs WordNet: data/corpus/none.db is missing; --target=Corpus",
                reason,
                StringComparison.Ordinal
            );
            Assert.Equal(reason, MethodCatalog.Resolve(row, resources).Reason);
            Assert.StartsWith(
                "needs WordNet, which stage Corpus did not find",
                MethodCatalog.Check(row, new MethodResources()).Reason,
                StringComparison.Ordinal
            );
        }
        Assert.Equal(
            ["nlp_antonym", "nlp_wordnet_syn", "ta_wordswap_inflections", "ta_wordswap_wordnet"],
            MethodRows
                .All.Where(MethodCatalog.NeedsWordNet)
                .Select(row => row.Id)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_command_stands_in_for_any_kind()
    {
        var row = Row("masked_lm_substitute") with { Command = ["cat"] };
        Assert.True(MethodCatalog.Check(row, MethodRows.Resources).IsAvailable);
        Assert.False(MethodCatalog.NeedsWordNet(Row("wordnet_synonym") with { Command = ["cat"] }));
        using var method = Assert.IsType<ExternalMethod>(
            MethodCatalog.Resolve(row, MethodRows.Resources).Method
        );
    }

    [Fact]
    public void An_unknown_kind_lists_the_kinds_and_guesses()
    {
        var error = Assert.Throws<UserError>(() =>
            MethodCatalog.Check(Row("keybord"), MethodRows.Resources)
        );
        Assert.StartsWith(
            "method m: there is no kind 'keybord'; kinds are back_translation, ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith(" Did you mean 'keyboard'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "nlpaugg",
        "there is no lib 'nlpaugg'; use external, nlpaug, textattack. Did you mean 'nlpaug'?"
    )]
    [InlineData("external", "lib is external, but it has no command: add `command: [program, …]`")]
    public void A_wrong_lib_is_refused(string lib, string message)
    {
        var row = Row("keyboard") with { Lib = lib };
        var error = Assert.Throws<UserError>(() => MethodCatalog.Check(row, MethodRows.Resources));
        Assert.Equal("method m: " + message, error.Message);
    }

    [Theory]
    [InlineData(
        "aug_pp",
        "1",
        "there is no argument 'aug_pp' of kind spelling; it has aug_p, aug_min, aug_max, stopwords, stopwords_regex. Did you mean 'aug_p'?"
    )]
    [InlineData("aug_p", "1.5", "argument aug_p is '1.5': write a number from 0 to 1")]
    [InlineData("aug_p", "NaN", "argument aug_p is 'NaN': write a number from 0 to 1")]
    [InlineData("aug_p", "0,3", "argument aug_p is '0,3': write a number from 0 to 1")]
    [InlineData(
        "aug_min",
        "two",
        "argument aug_min is 'two': write a whole number from 0 to 1000000"
    )]
    [InlineData(
        "aug_max",
        "-1",
        "argument aug_max is '-1': write a whole number from 0 to 1000000"
    )]
    [InlineData("aug_min", "11", "argument aug_min is '11': write at most aug_max (10)")]
    public void A_wrong_argument_is_refused_before_anything_runs(
        string name,
        string value,
        string message
    )
    {
        var row = Row("spelling") with { Args = new Dictionary<string, string> { [name] = value } };
        var error = Assert.Throws<UserError>(() => MethodCatalog.Check(row, MethodRows.Resources));
        Assert.Equal("method m: " + message, error.Message);
    }

    [Theory]
    [InlineData("keyboard", "include_numeric", "1", "write true or false")]
    [InlineData("ocr", "stopwords", "[1", "write a list of words")]
    [InlineData("wordnet_synonym", "aug_src", "ppdb", "write 'wordnet'")]
    public void Flags_and_constants_are_checked_too(
        string kind,
        string name,
        string value,
        string remedy
    )
    {
        var row = Row(kind) with { Args = new Dictionary<string, string> { [name] = value } };
        var error = Assert.Throws<UserError>(() => MethodCatalog.Check(row, MethodRows.Resources));
        Assert.EndsWith(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_of_stop_words_that_is_none_is_refused_before_anything_runs()
    {
        var row = Row("ocr") with
        {
            Args = new Dictionary<string, string> { ["stopwords_regex"] = "(" },
        };
        var error = Assert.Throws<UserError>(() => MethodCatalog.Check(row, MethodRows.Resources));
        Assert.StartsWith(
            "method m: argument stopwords_regex is '(': write a regular expression (",
            error.Message,
            StringComparison.Ordinal
        );
    }

    private static MethodRow Row(string kind) =>
        new()
        {
            Id = "m",
            Lib = "nlpaug",
            Kind = kind,
        };
}
