using Sluice.Workers.Augmentation.Methods.Characters;
using Sluice.Workers.Augmentation.Methods.Phrases;
using Sluice.Workers.Augmentation.Methods.Substitutions;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Every kind of method by its name in augment_methods.yaml.</summary>
internal static class MethodKinds
{
    private const int NlpaugMinChar = 4;

    public static IReadOnlyDictionary<string, MethodKind> ByName { get; } =
        new SortedDictionary<string, MethodKind>(StringComparer.Ordinal)
        {
            // nlpaug, words
            ["wordnet_synonym"] = WordNet(a =>
            {
                a.Constant("aug_src", "wordnet");
                a.Constant("lang", "eng");
                return Substitutions(a, a.NlpaugWords(), new());
            }),
            ["wordnet_antonym"] = WordNet(a =>
            {
                a.Constant("lang", "eng");
                return Substitutions(a, a.NlpaugWords(), new() { IsOpposite = true });
            }),
            ["spelling"] = Words(a => () => new Replacement(Misspellings.Of), a => a.NlpaugWords()),
            ["word_split"] = Words(
                a => Always(new WordSplit(a.Integer("min_char", NlpaugMinChar))),
                a => a.NlpaugWords()
            ),
            ["random_word_swap"] = Method(a =>
            {
                a.Constant("action", "swap");
                var words = a.NlpaugWords();
                return _ => new RandomWordSwap(a.Id, words);
            }),
            ["random_word_delete"] = Method(a =>
            {
                a.Constant("action", "delete");
                var words = a.NlpaugWords();
                return _ => new WordDeletion(a.Id, words);
            }),
            ["random_word_insert"] = RandomWords(
                "insert",
                (id, vocabulary, words) => new RandomWordInsertion(id, vocabulary, words)
            ),
            ["random_word_substitute"] = RandomWords(
                "substitute",
                (id, vocabulary, words) => new RandomWordSubstitution(id, vocabulary, words)
            ),
            // nlpaug, characters
            ["keyboard"] = Words(
                a =>
                {
                    var special = a.Flag("include_special_char", true);
                    var numeric = a.Flag("include_numeric", true);
                    var upper = a.Flag("include_upper_case", true);
                    return Substitution(
                        () => KeyboardLayout.WithShift(special, numeric, upper),
                        a.NlpaugCharacters(),
                        a.Integer("min_char", NlpaugMinChar)
                    );
                },
                a => a.NlpaugWordsByCharacter()
            ),
            ["ocr"] = Words(
                // As in nlpaug, where OcrAug alone also changes short words.
                a =>
                    Substitution(
                        () => OcrConfusions.Table,
                        a.NlpaugCharacters(),
                        a.Integer("min_char", 1),
                        editsNumbers: true
                    ),
                a => a.NlpaugWordsByCharacter()
            ),
            ["random_char_insert"] = Words(
                a =>
                {
                    a.Constant("action", "insert");
                    var alphabet = Alphabet.Of(a);
                    return Always(
                        new RandomCharacterInsertion(alphabet, a.NlpaugCharacters(), MinChar(a))
                    );
                },
                a => a.NlpaugWordsByCharacter()
            ),
            ["random_char_substitute"] = Words(
                a =>
                {
                    a.Constant("action", "substitute");
                    var alphabet = Alphabet.Of(a);
                    return Always(
                        new RandomCharacterSubstitution(alphabet, a.NlpaugCharacters(), MinChar(a))
                    );
                },
                a => a.NlpaugWordsByCharacter()
            ),
            ["random_char_delete"] = Words(
                a =>
                {
                    a.Constant("action", "delete");
                    return Always(new RandomCharacterDeletion(a.NlpaugCharacters(), MinChar(a)));
                },
                a => a.NlpaugWordsByCharacter()
            ),
            ["random_char_swap"] = Words(
                a =>
                {
                    a.Constant("action", "swap");
                    a.Constant("swap_mode", "adjacent");
                    return Always(new CharacterSwap(a.NlpaugCharacters(), MinChar(a)));
                },
                a => a.NlpaugWordsByCharacter()
            ),
            // TextAttack
            ["word_swap_qwerty"] = Content(a =>
                Substitution(KeyboardLayout.LettersOnly, Quota.One, a.Integer("min_char", 1))
            ),
            ["word_swap_homoglyph"] = Content(a =>
                Substitution(() => Homoglyphs.Table, Quota.One, a.Integer("min_char", 1))
            ),
            ["word_swap_neighboring"] = Content(a =>
                Always(new CharacterSwap(Quota.One, a.Integer("min_char", 2)))
            ),
            ["word_swap_wordnet"] = WordNet(a =>
                Substitutions(a, a.TextAttackWords(), new() { IsOneWord = true })
            ),
            ["word_swap_inflections"] = WordNet(a =>
            {
                var words = a.TextAttackWords();
                return r => new InflectionMethod(a.Id, r.Thesaurus, words);
            }),
            ["word_swap_contract"] = Method(a =>
            {
                var words = a.TextAttackWords();
                return _ => new ContractionMethod(a.Id, words);
            }),
            ["word_swap_extend"] = Phrases(_ => new ContractionExtension()),
            ["word_swap_change_number"] = Phrases(a => new NumberChange(
                a.Number("max_change", 1, 0, 10)
            )),
            ["word_swap_change_name"] = ProperNoun("first_names.txt", arePlaces: false),
            ["word_swap_change_location"] = ProperNoun("places.txt", arePlaces: true),
            ["word_deletion"] = Method(a =>
            {
                var words = a.TextAttackWords(sparesFunctionWords: true);
                return _ => new WordDeletion(a.Id, words);
            }),
            // Only with a command of their own
            ["back_translation"] = new() { Lacks = "translation model" },
            ["contextual_word_insert"] = new() { Lacks = "masked language model" },
            ["contextual_word_substitute"] = new() { Lacks = "masked language model" },
            ["masked_lm_substitute"] = new() { Lacks = "masked language model" },
            ["word_swap_embedding"] = new() { Lacks = "table of word embeddings" },
        };

    private static MethodKind Method(Func<MethodArguments, MethodPlan> plan) =>
        new() { Plan = plan };

    private static MethodKind WordNet(Func<MethodArguments, MethodPlan> plan) =>
        new() { Plan = plan, NeedsWordNet = true };

    /// <summary>Each drawn word edited by itself; the edit is made when the method is built.</summary>
    private static MethodKind Words(
        Func<MethodArguments, Func<IWordEdit>> edit,
        Func<MethodArguments, WordChoice> words
    ) =>
        Method(a =>
        {
            var (makeEdit, quota) = (edit(a), words(a));
            return _ => new WordEditMethod(a.Id, makeEdit(), quota);
        });

    /// <summary>As TextAttack's constraint on stop words: function words stay.</summary>
    private static MethodKind Content(Func<MethodArguments, Func<IWordEdit>> edit) =>
        Words(edit, a => a.TextAttackWords(sparesFunctionWords: true));

    /// <summary>Words of the corpus, or of the list <c>target_words</c>, each of which is equally likely.</summary>
    private static MethodKind RandomWords(
        string action,
        Func<string, Vocabulary, WordChoice, ITextMethod> build
    ) =>
        new()
        {
            NeedsVocabulary = true,
            Plan = a =>
            {
                a.Constant("action", action);
                var words = a.NlpaugWords();
                var own = a.Words("target_words");
                return r =>
                    build(a.Id, own is null ? r.Vocabulary : Vocabulary.OfWords(own), words);
            },
        };

    private static MethodKind Phrases(Func<MethodArguments, IPhraseEdit> edit) =>
        Method(a =>
        {
            var (made, words) = (edit(a), a.TextAttackWords());
            return _ => new PhraseEditMethod(a.Id, made, words);
        });

    private static MethodKind ProperNoun(string table, bool arePlaces) =>
        Method(a =>
        {
            var words = a.TextAttackWords();
            return _ => new PhraseEditMethod(
                a.Id,
                new ProperNouns(EmbeddedTable.Lines(table), arePlaces),
                words
            );
        });

    private static MethodPlan Substitutions(
        MethodArguments a,
        WordChoice words,
        SubstitutionRules rules
    )
    {
        rules = rules with
        {
            MaxSenses = a.Integer("max_senses", 0),
            AllowsVulgar = a.Flag("vulgar", false),
        };
        return r => new ThesaurusMethod(a.Id, r.Thesaurus, rules, words);
    }

    private static Func<IWordEdit> Substitution(
        Func<CharacterTable> table,
        Quota characters,
        int minLength,
        bool editsNumbers = false
    ) => () => new CharacterSubstitution(table(), characters, minLength, editsNumbers);

    private static Func<IWordEdit> Always(IWordEdit edit) => () => edit;

    private static int MinChar(MethodArguments a) => a.Integer("min_char", NlpaugMinChar, 1);
}
