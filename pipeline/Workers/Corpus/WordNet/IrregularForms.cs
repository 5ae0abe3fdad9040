using System.Collections.Frozen;

namespace Sluice.Workers.Corpus.WordNet;

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

    /// <summary>Past tense and participle of verbs where they differ, so that neither stands for both.</summary>
    private const string PastApart =
        "arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|"
        + "begin began begun|bite bit bitten|blow blew blown|break broke broken|choose chose chosen|come came come|"
        + "do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|"
        + "fly flew flown|forbid forbade forbidden|foresee foresaw foreseen|forget forgot forgotten|"
        + "forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown|"
        + "hide hid hidden|know knew known|lie lay lain|mistake mistook mistaken|mow mowed mown|"
        + "outgrow outgrew outgrown|overcome overcame overcome|overtake overtook overtaken|prove proved proven|"
        + "ride rode ridden|ring rang rung|rise rose risen|run ran run|saw sawed sawn|see saw seen|sew sewed sewn|"
        + "shake shook shaken|show showed shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sow sowed sown|"
        + "speak spoke spoken|spring sprang sprung|steal stole stolen|stink stank stunk|strive strove striven|"
        + "swear swore sworn|swell swelled swollen|swim swam swum|take took taken|tear tore torn|throw threw thrown|"
        + "undergo underwent undergone|undertake undertook undertaken|undo undid undone|wake woke woken|"
        + "wear wore worn|weave wove woven|withdraw withdrew withdrawn|write wrote written";

    /// <summary>Verbs without a form that could be told here.</summary>
    private const string NoPast = "be can may shall will must ought";

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
        foreach (var verb in PastApart.Split('|').Select(entry => entry.Split(' ')))
        {
            forms[(verb[0], Inflection.Past)] = null;
            forms[(verb[0], Inflection.PastTense)] = verb[1];
            forms[(verb[0], Inflection.PastParticiple)] = verb[2];
        }
        foreach (var verb in NoPast.Split(' '))
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
