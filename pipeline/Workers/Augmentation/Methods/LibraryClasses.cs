namespace Sluice.Workers.Augmentation.Methods;

/// <summary>What nlpaug's and TextAttack's classes are called here, for tables of methods that name classes.</summary>
internal static class LibraryClasses
{
    private static readonly Dictionary<string, string> s_kinds = new(StringComparer.Ordinal)
    {
        ["KeyboardAug"] = "keyboard",
        ["OcrAug"] = "ocr",
        ["RandomCharAug"] =
            "random_char_insert, random_char_substitute, random_char_delete or random_char_swap",
        ["SpellingAug"] = "spelling",
        ["SplitAug"] = "word_split",
        ["SynonymAug"] = "wordnet_synonym",
        ["AntonymAug"] = "wordnet_antonym",
        ["RandomWordAug"] =
            "random_word_insert, random_word_substitute, random_word_delete or random_word_swap",
        ["ContextualWordEmbsAug"] = "contextual_word_insert or contextual_word_substitute",
        ["BackTranslationAug"] = "back_translation",
        ["WordSwapQWERTY"] = "word_swap_qwerty",
        ["WordSwapHomoglyphSwap"] = "word_swap_homoglyph",
        ["WordSwapNeighboringCharacterSwap"] = "word_swap_neighboring",
        ["WordSwapWordNet"] = "word_swap_wordnet",
        ["WordSwapInflections"] = "word_swap_inflections",
        ["WordSwapContract"] = "word_swap_contract",
        ["WordSwapExtend"] = "word_swap_extend",
        ["WordSwapChangeNumber"] = "word_swap_change_number",
        ["WordSwapChangeName"] = "word_swap_change_name",
        ["WordSwapChangeLocation"] = "word_swap_change_location",
        ["WordSwapEmbedding"] = "word_swap_embedding",
        ["WordSwapMaskedLM"] = "masked_lm_substitute",
        ["WordDeletion"] = "word_deletion",
    };

    /// <summary>The kind, or kinds, of a class, with or without its module's path; null for other names.</summary>
    public static string? KindOf(string name) =>
        s_kinds.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..]);
}
