namespace Sluice.Workers.Augmentation.Tagging;

/// <summary>Numbers the names that features are made of.</summary>
/// <param name="grows">Whether unknown names are numbered too, as in training; else they are 0.</param>
internal sealed class TaggerNames(bool grows = false)
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>From 1; 0 of a name that no feature has.</summary>
    public int this[string name] =>
        _numbers.TryGetValue(name, out var number) ? number
        : grows ? Add(name)
        : 0;

    /// <summary>All names by their numbers less one.</summary>
    public IReadOnlyList<string> All => [.. _numbers.Keys];

    /// <summary>The number of a name, which is a new one where it has none.</summary>
    public int Add(string name)
    {
        if (!_numbers.TryGetValue(name, out var number))
            _numbers[name] = number = _numbers.Count + 1;
        return number;
    }
}
