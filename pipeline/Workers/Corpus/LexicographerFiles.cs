namespace Sluice.Workers.Corpus;

/// <summary>
/// The files that WordNet's lexicographers write, by number, as lexnames(5WN) lists them. The list
/// is the same since version 1.6; not every distribution ships it as a file.
/// </summary>
internal static class LexicographerFiles
{
    private static readonly string[] Names =
    [
        "adj.all",
        "adj.pert",
        "adv.all",
        "noun.Tops",
        "noun.act",
        "noun.animal",
        "noun.artifact",
        "noun.attribute",
        "noun.body",
        "noun.cognition",
        "noun.communication",
        "noun.event",
        "noun.feeling",
        "noun.food",
        "noun.group",
        "noun.location",
        "noun.motive",
        "noun.object",
        "noun.person",
        "noun.phenomenon",
        "noun.plant",
        "noun.possession",
        "noun.process",
        "noun.quantity",
        "noun.relation",
        "noun.shape",
        "noun.state",
        "noun.substance",
        "noun.time",
        "verb.body",
        "verb.change",
        "verb.cognition",
        "verb.communication",
        "verb.competition",
        "verb.consumption",
        "verb.contact",
        "verb.creation",
        "verb.emotion",
        "verb.motion",
        "verb.perception",
        "verb.possession",
        "verb.social",
        "verb.stative",
        "verb.weather",
        "adj.ppl",
    ];

    /// <summary>E.g. <c>noun.animal</c> for 5.</summary>
    /// <exception cref="FormatException">There is no such file.</exception>
    public static string NameOf(int number) =>
        number < Names.Length
            ? Names[number]
            : throw new FormatException($"there is no lexicographer file {number}");
}
