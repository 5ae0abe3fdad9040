using Sluice.Engine;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Combos;

namespace Sluice.Tests.Workers.Augmentation.Combos;

public sealed class ComboTests
{
    private static readonly string[] Fifteen =
    [
        "ta_word_delete",
        "nlp_backtranslation_de",
        "nlp_cwe_insert_roberta",
        "nlp_cwe_sub_roberta",
        "nlp_keyboard",
        "nlp_ocr",
        "nlp_randchar_del",
        "nlp_randchar_ins",
        "nlp_randchar_sub",
        "nlp_randchar_swap",
        "nlp_randword_delete",
        "nlp_randword_insert",
        "nlp_randword_sub",
        "nlp_spelling",
        "nlp_wordnet_syn",
    ];

    [Theory]
    [InlineData("nlp_backtranslation_de", "69cc78495e")]
    [InlineData("nlp_spelling", "8e1b54a7f6")]
    [InlineData("nlp_wordnet_syn", "5a6f46fc76")]
    [InlineData("nlp_backtranslation_de+nlp_cwe_insert_roberta", "a15ff0d945")]
    [InlineData("nlp_backtranslation_de+nlp_randchar_del", "a2e438ee1d")]
    public void Its_id_is_the_old_scripts_id(string name, string id) =>
        Assert.Equal(id, new Combo(name.Split('+')).Id);

    [Fact]
    public void Fifteen_methods_up_to_two_at_a_time_are_the_old_scripts_combos_in_their_order()
    {
        var combos = ComboEnumerator.Enumerate(
            Fifteen,
            new ComboSettings { Mode = ComboMode.BoundedK, MaxSize = 2 }
        );
        Assert.Equal(120, combos.Count);
        Assert.Equal(
            [
                "nlp_wordnet_syn",
                "ta_word_delete",
                "nlp_backtranslation_de+nlp_cwe_insert_roberta",
                "nlp_backtranslation_de+nlp_cwe_sub_roberta",
                "nlp_backtranslation_de+nlp_keyboard",
                "nlp_backtranslation_de+nlp_ocr",
                "nlp_backtranslation_de+nlp_randchar_del",
            ],
            combos.Skip(13).Take(7).Select(c => c.Name)
        );
        var perShard = Enumerable
            .Range(0, 7)
            .Select(s => combos.Where((_, i) => i % 7 == s).Count());
        Assert.Equal([18, 17, 17, 17, 17, 17, 17], perShard);
    }

    [Fact]
    public void All_subsets_of_four_methods_are_fifteen()
    {
        var combos = ComboEnumerator.Enumerate(
            ["d", "b", "a", "c"],
            new ComboSettings { Mode = ComboMode.All, ConfirmPowerset = true }
        );
        Assert.Equal(15, combos.Select(c => c.Name).Distinct().Count());
        Assert.Equal("a+b+c+d", combos[^1].Name);
    }

    [Fact]
    public void A_mode_that_no_cluster_could_run_is_refused_with_the_number()
    {
        var error = Assert.Throws<UserError>(() =>
            ComboEnumerator.Enumerate(
                Enumerable.Range(0, 40).Select(i => $"m{i}"),
                new ComboSettings { Mode = ComboMode.All, ConfirmPowerset = true }
            )
        );
        Assert.Contains("1,099,511,627,775 combos", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nlp_ocr", ComboNaming.Method, "combo_1_nlp_ocr")]
    [InlineData("nlp_ocr", ComboNaming.Hash, "combo_1_7d61ef8d13")]
    [InlineData("nlp_backtranslation_de+nlp_keyboard", ComboNaming.Method, "combo_2_23a6ace9bb")]
    public void Directories_are_named_as_the_seed_and_the_old_scripts_name_them(
        string name,
        ComboNaming naming,
        string directory
    ) => Assert.Equal(directory, new Combo(name.Split('+')).DirectoryName(naming));
}
