using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation;

/// <summary>Common English words that the regular rules would inflect wrongly; null where no one form exists.</summary>
internal static class IrregularForms
{
    /// <summary>Past tense of verbs whose past tense and past participle are spelt alike.</summary>
    private const string PastAlike =
        "bend bent|bind bound|bleed bled|breed bred|bring brought|build built|burn burned|buy bought|catch caught|"
        + "cling clung|creep crept|deal dealt|dig dug|feed fed|feel felt|fight fought|find found|flee fled|"
        + "fling flung|grind ground|hang hung|have had|hear heard|hold held|keep kept|kneel knelt|lay laid|"
        + "lead led|leave left|lend lent|light lit|lose lost|make made|mean meant|meet met|pay paid|say said|"
        + "seek sought|sell sold|send sent|shine shone|shoot shot|sit sat|sleep slept|slide slid|sling slung|"
        + "speed sped|spend spent|spin spun|stand stood|stick stuck|sting stung|strike struck|sweep swept|"
        + "swing swung|teach taught|tell told|think thought|understand understood|weep wept|win won|wind wound|"
        + "withstand withstood|wring wrung|misunderstand misunderstood|rebuild rebuilt|uphold upheld|"
        + "bet bet|burst burst|cast cast|cost cost|cut cut|hit hit|hurt hurt|let let|put put|quit quit|read read|"
        + "set set|shed shed|shut shut|slit slit|split split|spread spread|thrust thrust|upset upset|"
        + "broadcast broadcast|forecast forecast|rid rid|wed wed";

    /// <summary>Verbs whose past tense and participle differ, so that neither stands for both.</summary>
    private const string PastApart =
        "arise awake be bear beat become begin bite blow break choose come do draw drink drive eat fall fly "
        + "forbid forget forgive freeze get give go grow hide know lie mistake mow overcome overtake prove ride "
        + "ring rise run saw see sew shake shave show shrink sing sink sow speak spring steal stink strive swear "
        + "swell swim take tear throw undergo undertake undo wake wear weave withdraw write foresee outgrow "
        + "can may shall will must ought";

    private const string Plurals =
        "calf calves|child children|die dice|elf elves|foot feet|goose geese|half halves|hero heroes|echo echoes|"
        + "knife knives|leaf leaves|life lives|loaf loaves|louse lice|man men|mouse mice|ox oxen|penny pennies|"
        + "person people|potato potatoes|quiz quizzes|self selves|shelf shelves|thief thieves|tomato tomatoes|"
        + "tooth teeth|torpedo torpedoes|veto vetoes|wife wives|wolf wolves|woman women|human humans|"
        + "roman romans|german germans|shaman shamans|talisman talismans|stomach stomachs|monarch monarchs|"
        + "criterion criteria|phenomenon phenomena|datum data|medium media|bacterium bacteria|gas gases|bus buses";

    /// <summary>Nouns without a plural of their own.</summary>
    private const string NoPlural =
        "advice aircraft baggage bread butter cattle clothing deer equipment evidence fish furniture garbage "
        + "gold hardware homework housework information knowledge luck luggage machinery mail merchandise moose "
        + "money music news offspring people police progress rain research rice salmon scenery series sheep "
        + "shrimp silver software species stuff swine traffic trout trousers weather wheat";

    private const string Comparatives =
        "good better|well better|bad worse|far farther|little less|many more";
    private const string Superlatives =
        "good best|well best|bad worst|far farthest|little least|many most";

    private static readonly FrozenDictionary<(string, Inflection), string?> s_forms = Build();

    private static readonly ILookup<string, (string Lemma, Inflection Inflection)> s_lemmas =
        s_forms
            .Where(pair => pair.Value is not null && pair.Value != pair.Key.Item1)
            .OrderBy(pair => pair.Key.Item1, StringComparer.Ordinal)
            .ToLookup(pair => pair.Value!, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Verbs of several syllables that double their last consonant, the last syllable being stressed.</summary>
    public static readonly FrozenSet<string> Doubling =
        "abhor acquit admit allot begin commit compel concur confer control defer deter emit equip excel expel "
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Concat(
                "forget incur infer occur omit patrol permit prefer propel rebel rebut recur refer regret repel submit transfer transmit upset".Split(
                    ' '
                )
            )
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the word has an entry; its form is null where no one form exists.</summary>
    public static bool TryGet(string word, Inflection inflection, out string? form) =>
        s_forms.TryGetValue((word, inflection), out form);

    /// <summary>What a spelling is an irregular form of: "children" → (child, plural).</summary>
    public static IEnumerable<(string Lemma, Inflection Inflection)> LemmasOf(string form) =>
        s_lemmas[form];

    private static FrozenDictionary<(string, Inflection), string?> Build()
    {
        var forms = new Dictionary<(string, Inflection), string?>
        {
            [("be", Inflection.ThirdPerson)] = "is",
            [("have", Inflection.ThirdPerson)] = "has",
            [("can", Inflection.ThirdPerson)] = null,
            [("may", Inflection.ThirdPerson)] = null,
            [("must", Inflection.ThirdPerson)] = null,
            [("shall", Inflection.ThirdPerson)] = null,
        };
        Add(PastAlike, Inflection.Past);
        Add(Plurals, Inflection.Plural);
        Add(Comparatives, Inflection.Comparative);
        Add(Superlatives, Inflection.Superlative);
        foreach (var verb in PastApart.Split(' '))
            forms[(verb, Inflection.Past)] = null;
        foreach (var noun in NoPlural.Split(' '))
            forms[(noun, Inflection.Plural)] = null;
        return forms.ToFrozenDictionary();

        void Add(string table, Inflection inflection)
        {
            foreach (var pair in table.Split('|'))
            {
                var words = pair.Split(' ');
                forms[(words[0], inflection)] = words[1];
            }
        }
    }
}
