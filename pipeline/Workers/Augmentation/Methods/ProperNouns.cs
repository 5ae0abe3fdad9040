using System.Collections.Frozen;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Replaces a proper noun by the others of its table: a first name by first names, a place by places.</summary>
internal sealed class ProperNouns
{
    /// <summary>So many that a choice is varied, so few that the cached lists stay small.</summary>
    private const int Choices = 32;

    private readonly string[] _nouns;
    private readonly FrozenDictionary<string, int> _places;

    /// <param name="table">Each line a group (women, men, countries, cities), apart by commas.</param>
    public ProperNouns(IEnumerable<string> table)
    {
        var groups = table.Select(line => line.Split(", ")).ToArray();
        _nouns = [.. groups.SelectMany(group => group)];
        _places = _nouns
            .Index()
            .ToFrozenDictionary(noun => noun.Item, noun => noun.Index, StringComparer.Ordinal);
    }

    /// <summary>The nouns that follow it in the table, in its own case; none where it is no capitalised noun of it. A possessive 's stays.</summary>
    public string[] Others(string word)
    {
        var isPossessive =
            word.Length > 2 && word[^2] is '\'' or '\u2019' && word[^1] is 's' or 'S';
        var ending = isPossessive ? word[^2..] : "";
        word = word[..^ending.Length];
        var letterCase = LetterCases.Of(word);
        if (letterCase is not (LetterCase.Capitalised or LetterCase.Upper))
            return [];
        var title = word[..1] + word[1..].ToLowerInvariant();
        if (!_places.TryGetValue(title, out var place))
            return [];
        var choices = new string[Math.Min(Choices, _nouns.Length - 1)];
        for (var i = 0; i < choices.Length; i++)
            choices[i] = letterCase.Apply(_nouns[(place + 1 + i) % _nouns.Length]) + ending;
        return choices;
    }
}
