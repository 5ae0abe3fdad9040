using System.Collections.Frozen;
using Sluice.Workers.Augmentation.Rows;
using Sluice.Workers.Augmentation.Words;

namespace Sluice.Workers.Augmentation.Methods.Phrases;

/// <summary>
/// Replaces a proper noun by another of its table, a first name by a first name, a place by a place, and leaves alone
/// what is part of another name: "Santa Barbara" is no Barbara, "George Washington" no city.
/// </summary>
internal sealed class ProperNouns : IPhraseEdit
{
    /// <summary>So many that a choice is varied.</summary>
    private const int Choices = 32;

    private static readonly WordSet s_beforePlaces = new("in to from near at via across around");

    private readonly bool _arePlaces;
    private readonly string[] _nouns;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _places;
    private readonly int _longest;

    /// <param name="table">Each line a group (women, men, countries, cities), apart by commas.</param>
    /// <param name="arePlaces">Whether they are places, and not first names.</param>
    public ProperNouns(IEnumerable<string> table, bool arePlaces)
    {
        _arePlaces = arePlaces;
        _nouns = [.. table.SelectMany(line => line.Split(", "))];
        _longest = _nouns.Max(noun => noun.Count(c => c == ' ')) + 1;
        _places = _nouns
            .Index()
            .DistinctBy(noun => noun.Item, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(
                noun => noun.Item,
                noun => noun.Index,
                StringComparer.OrdinalIgnoreCase
            )
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <inheritdoc/>
    public int Applies(scoped in WordList list, int index)
    {
        if (!char.IsUpper(list[index][0]))
            return 0;
        for (var count = Math.Min(_longest, list.Count - index); count > 0; count--)
        {
            if (Find(list, index, count) < 0)
                continue;
            return (_arePlaces ? StandsAlone(list, index, count) : IsPerson(list, index))
                ? count
                : 0;
        }
        return 0;
    }

    /// <inheritdoc/>
    public void Write(
        scoped in WordList list,
        int index,
        int count,
        RowRandom random,
        ref TextBuilder output
    )
    {
        var place = Find(list, index, count);
        var noun = _nouns[
            (place + 1 + random.Next(Math.Min(Choices, _nouns.Length - 1))) % _nouns.Length
        ];
        var last = list[index + count - 1];
        output.Append(
            LetterCases.Of(list[index]) == LetterCase.Upper ? noun.ToUpperInvariant() : noun
        );
        output.Append(last[^EndingOf(last)..]);
    }

    /// <summary>Where in the table the words stand, without a possessive 's; -1 where they do not.</summary>
    private int Find(scoped in WordList list, int index, int count)
    {
        Span<char> phrase = stackalloc char[64];
        var length = 0;
        var isUpper = LetterCases.Of(list[index]) == LetterCase.Upper;
        for (var i = index; i < index + count; i++)
        {
            if (list.Kind(i) != WordKind.Plain || (i > index && list.GapAfter(i - 1) is not " "))
                return -1;
            var word = list[i];
            if (i == index + count - 1)
                word = word[..^EndingOf(word)];
            if (length + word.Length + 1 > phrase.Length)
                return -1;
            if (length > 0)
                phrase[length++] = ' ';
            word.CopyTo(phrase[length..]);
            length += word.Length;
        }
        return
            _places.TryGetValue(phrase[..length], out var place)
            && (isUpper ? IsUpper(phrase[..length]) : phrase[..length].SequenceEqual(_nouns[place]))
            ? place
            : -1;
    }

    private static bool IsUpper(ReadOnlySpan<char> phrase) => !phrase.ContainsAnyInRange('a', 'z');

    private static int EndingOf(ReadOnlySpan<char> word) =>
        word.Length > 2 && word[^2] is '\'' or '\u2019' && word[^1] is 's' or 'S' ? 2 : 0;

    /// <summary>Whether a place is not a part of another name: "Washington Post", "George Washington", "Paris Hilton".</summary>
    private static bool StandsAlone(scoped in WordList list, int index, int count)
    {
        if (LetterCases.Of(list[index]) == LetterCase.Upper)
            return true;
        var next = index + count;
        if (
            next < list.Count
            && list.GapAfter(next - 1) is " "
            && EndingOf(list[next - 1]) == 0
            && Names.MayBeOfName(list, next)
            && !Names.IsOfCalendar(list[next])
        )
            return false;
        var before = index - 1;
        if (before < 0 || list.GapAfter(before) is not (" " or ". "))
            return true;
        if (list.GapAfter(before) is ". ")
            return list[before] is not ("St" or "Mt" or "Ft" or "Dr" or "Mr" or "Mrs" or "Ms");
        return !Names.MayBeOfName(list, before)
            || Names.IsOfCalendar(list[before])
            || (
                list.StartsSentence(before)
                && !Names.IsFirstName(list[before])
                && !Names.BeginsPlace(list[before])
            );
    }

    /// <summary>Whether a first name is that of a person: not of "Santa Barbara", "Virginia Beach" or "in Florence".</summary>
    private static bool IsPerson(scoped in WordList list, int index)
    {
        var isPossessive = EndingOf(list[index]) > 0;
        if (
            !isPossessive
            && Names.EndsPlace(list.After(index))
            && char.IsUpper(list.After(index)[0])
        )
            return false;
        if (index == 0)
            return true;
        var before = list[index - 1];
        var gap = list.GapAfter(index - 1);
        if (gap is ". ")
            return before is not ("St" or "Mt" or "Ft" or "Ste");
        if (gap is not " ")
            return true;
        if (Names.BeginsPlace(before) && char.IsUpper(before[0]))
            return false;
        return !s_beforePlaces.Contains(before)
            || !(
                Names.IsPlace(list[index]) || list[index] is "Virginia" or "Carolina" or "Georgia"
            );
    }
}
