using Sluice.Workers.Augmentation.Methods.Substitutions;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Phrases;

/// <summary>Which words of a text are names, and which of them are one name of several words: "New York", "Bank of America".</summary>
internal static class Names
{
    /// <summary>Longer runs of capitals are titles or headlines.</summary>
    private const int LongestName = 5;

    private static readonly WordSet s_first = new(
        string.Join(
            ' ',
            EmbeddedTable.Lines("first_names.txt").SelectMany(line => line.Split(", "))
        )
    );

    private static readonly WordSet s_places = new(
        string.Join(
            ' ',
            EmbeddedTable
                .Lines("places.txt")
                .SelectMany(line => line.Split(", "))
                .Where(place => !place.Contains(' ', StringComparison.Ordinal))
        )
    );

    /// <summary>Words that begin the names of places, and are no names by themselves.</summary>
    private static readonly WordSet s_beforePlaces = new(
        "new san santa santo los las el la saint st ste fort ft port mount mt lake cape north south east west great upper lower salt "
            + "hong kuala buenos addis tel rio puerto costa sierra sri saudi burkina papua united cape mexico kansas"
    );

    /// <summary>Words that end the names of places and institutions.</summary>
    private static readonly WordSet s_afterPlaces = new(
        "beach city falls county river street avenue road boulevard lane square university college school bridge park island islands lake "
            + "bay bank airport station hospital hotel center centre museum theater theatre valley springs heights hills mountains ocean sea "
            + "state states kingdom republic post times herald tribune inc ltd corp company group"
    );

    private static readonly WordSet s_titles = new(
        "mr mrs ms dr prof sir lady lord king queen prince princess president senator judge captain colonel general saint aunt uncle father"
    );

    private static readonly WordSet s_calendar = new(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
            + "november december christmas easter halloween thanksgiving"
    );

    /// <summary>Nationalities, languages and what else is written with a capital and is no name of one thing.</summary>
    private static readonly WordSet s_capitalised = new(
        "english american british french german spanish italian chinese japanese indian russian mexican canadian australian irish scottish "
            + "dutch greek turkish korean thai vietnamese european african asian arab arabic jewish christian catholic muslim islamic god "
            + "jesus internet google amazon apple microsoft facebook twitter samsung sony nokia motorola verizon hollywood disney netflix "
            + "youtube bluetooth america europe africa asia london"
    );

    private static readonly WordSet s_links = new(
        "of de del van von der den da di la le du bin al y"
    );

    /// <summary>Whether a word is known to be written with a capital wherever it stands.</summary>
    public static bool IsKnown(ReadOnlySpan<char> word)
    {
        if (word.Length > 2 && word[^2] is '\'' or '\u2019')
            word = word[..^2];
        return word is "I"
            || s_first.Contains(word)
            || s_places.Contains(word)
            || s_calendar.Contains(word)
            || s_capitalised.Contains(word);
    }

    public static bool IsFirstName(ReadOnlySpan<char> word) => s_first.Contains(word);

    public static bool IsPlace(ReadOnlySpan<char> word) => s_places.Contains(word);

    public static bool BeginsPlace(ReadOnlySpan<char> word) => s_beforePlaces.Contains(word);

    public static bool EndsPlace(ReadOnlySpan<char> word) => s_afterPlaces.Contains(word);

    public static bool IsOfCalendar(ReadOnlySpan<char> word) => s_calendar.Contains(word);

    /// <summary>How many words from one on are one name; 1 where the word stands for itself.</summary>
    public static int LengthAt(scoped in WordList list, int index)
    {
        if (!MayBeOfName(list, index) || !MayBegin(list, index))
            return 1;
        // In a person's name "Will" and "May" are names too.
        var isPerson = s_titles.Contains(list[index]) || s_first.Contains(list[index]);
        var last = index;
        while (NextOf(list, last, isPerson) is var next and > 0)
            last = next;
        var length = last - index + 1;
        return length <= LongestName ? length : 1;
    }

    /// <summary>Whether a word looks like a name or a part of one: a capital, and no function word.</summary>
    public static bool MayBeOfName(scoped in WordList list, int index) =>
        IsCapitalised(list, index) && !FunctionWords.Contains(list[index]);

    private static bool IsCapitalised(scoped in WordList list, int index) =>
        list.Kind(index) == WordKind.Plain
        && char.IsUpper(list[index][0])
        && list[index] is not ['I', '\'' or '\u2019', ..] and not "I"
        && LetterCases.Of(list[index]) is LetterCase.Capitalised or LetterCase.Mixed;

    /// <summary>The first word of a sentence has its capital anyway: it begins a name only where it is known to.</summary>
    private static bool MayBegin(scoped in WordList list, int index)
    {
        if (!list.StartsSentence(index))
            return true;
        var word = list[index];
        return s_first.Contains(word)
            || s_places.Contains(word)
            || s_titles.Contains(word)
            || s_beforePlaces.Contains(word);
    }

    /// <summary>The next word of the name that goes on after one; -1 where it ends.</summary>
    private static int NextOf(scoped in WordList list, int index, bool isPerson)
    {
        if (index + 1 == list.Count)
            return -1;
        var gap = list.GapAfter(index);
        var isJoined = gap is " " || (gap is ". " && IsShortTitle(list[index]));
        if (!isJoined)
            return -1;
        if (MayBeOfName(list, index + 1) || (isPerson && IsCapitalised(list, index + 1)))
            return index + 1;
        for (var i = index + 1; i < list.Count && i <= index + 2; i++)
        {
            var isLink =
                list.GapAfter(i) is " "
                && (s_links.Contains(list[i]) || (i == index + 2 && list[i] is "the"));
            if (!isLink)
                return -1;
            if (i + 1 < list.Count && MayBeOfName(list, i + 1))
                return i + 1;
        }
        return -1;
    }

    private static bool IsShortTitle(ReadOnlySpan<char> word) =>
        word.Length <= 4
            && (s_titles.Contains(word) || word is "St" or "Mt" or "Ft" or "Jr" or "Sr")
        || word.Length == 1;
}
