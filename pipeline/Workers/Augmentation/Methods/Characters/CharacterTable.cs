namespace Sluice.Workers.Augmentation.Methods.Characters;

/// <summary>What each ASCII character may become; others become nothing.</summary>
internal sealed class CharacterTable
{
    private readonly string?[] _choices = new string?[128];

    /// <param name="choices">Choices by character, none of them the character itself.</param>
    public CharacterTable(IEnumerable<KeyValuePair<char, string>> choices)
    {
        foreach (var (character, others) in choices)
            _choices[character] = others.Length > 0 ? others : null;
    }

    /// <summary>The choices for a character, or null.</summary>
    public string? this[char c] => c < _choices.Length ? _choices[c] : null;
}
