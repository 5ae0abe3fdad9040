namespace Sluice.Workers.Corpus.WordNet;

/// <summary>The regular inflections of English.</summary>
internal enum Inflection
{
    /// <summary>The dictionary form.</summary>
    Base,

    /// <summary>Noun: cats.</summary>
    Plural,

    /// <summary>Verb: walks.</summary>
    ThirdPerson,

    /// <summary>Verb, past tense or past participle (the spelling alone does not tell): walked.</summary>
    Past,

    /// <summary>Verb, past tense and nothing else: gave.</summary>
    PastTense,

    /// <summary>Verb, past participle and nothing else: given.</summary>
    PastParticiple,

    /// <summary>Verb: walking.</summary>
    Gerund,

    /// <summary>Adjective: colder.</summary>
    Comparative,

    /// <summary>Adjective: coldest.</summary>
    Superlative,
}
