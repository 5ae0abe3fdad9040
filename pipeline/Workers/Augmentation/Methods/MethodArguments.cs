using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Engine;
using Sluice.Workers.Augmentation.Methods.Substitutions;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// Reads the arguments of one row, each once, and remembers which names were asked for: those are the ones the
/// method knows, and <see cref="RejectOthers"/> refuses the rest.
/// </summary>
internal sealed class MethodArguments(MethodRow row)
{
    private readonly List<string> _known = [];

    /// <summary>The id of the row.</summary>
    public string Id => row.Id;

    /// <summary>A share of words or characters, from 0 to 1.</summary>
    /// <exception cref="UserError">The value is no such number.</exception>
    public double Share(string name, double usual) => Number(name, usual, 0, 1);

    /// <summary>A finite number within bounds, with a decimal point.</summary>
    /// <exception cref="UserError">The value is no such number.</exception>
    public double Number(string name, double usual, double least, double most)
    {
        if (Find(name) is not { } text)
            return usual;
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
            ? value
            : throw Wrong(
                name,
                text,
                FormattableString.Invariant($"a number from {least} to {most}")
            );
    }

    /// <summary>A whole number within bounds.</summary>
    /// <exception cref="UserError">The value is no such number.</exception>
    public int Integer(string name, int usual, int least = 0, int most = 1_000_000)
    {
        if (Find(name) is not { } text)
            return usual;
        return
            int.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
            && value >= least
            && value <= most
            ? value
            : throw Wrong(name, text, $"a whole number from {least} to {most}");
    }

    /// <summary>true or false, in any case.</summary>
    /// <exception cref="UserError">The value is neither.</exception>
    public bool Flag(string name, bool usual) =>
        Find(name) is not { } text ? usual
        : bool.TryParse(text, out var value) ? value
        : throw Wrong(name, text, "true or false");

    /// <summary>Any text.</summary>
    public string Text(string name, string usual) => Find(name) ?? usual;

    /// <summary>An argument of the original library that has one value here; it may be left out.</summary>
    /// <exception cref="UserError">It has another value.</exception>
    public void Constant(string name, string value)
    {
        if (Find(name) is { } text && !text.Equals(value, StringComparison.OrdinalIgnoreCase))
            throw Wrong(name, text, $"'{value}'");
    }

    /// <summary>nlpaug's share of words: aug_p .3, aug_min 1, aug_max 10; and its stop words.</summary>
    public WordChoice NlpaugWords() => new(Clamped("aug_p", "aug_min", "aug_max"), Spared());

    /// <summary>nlpaug's share of words in its character methods: aug_word_p .3, and so on; and its stop words.</summary>
    public WordChoice NlpaugWordsByCharacter() =>
        new(Clamped("aug_word_p", "aug_word_min", "aug_word_max"), Spared());

    /// <summary>nlpaug's share of characters in each changed word: aug_char_p .3, and so on.</summary>
    public Quota NlpaugCharacters() => Clamped("aug_char_p", "aug_char_min", "aug_char_max");

    /// <summary>TextAttack's share of words: pct_words_to_swap .1; and stop words, which a list of one's own replaces.</summary>
    /// <param name="sparesFunctionWords">Whether function words are the stop words without such a list.</param>
    public WordChoice TextAttackWords(bool sparesFunctionWords = false) =>
        new(
            new Quota.FlooredShare(Share("pct_words_to_swap", 0.1)),
            Spared(sparesFunctionWords ? FunctionWords.All : null)
        );

    /// <summary>Refuses every argument that was not asked for until now.</summary>
    /// <exception cref="UserError">There is one.</exception>
    public void RejectOthers()
    {
        foreach (var name in row.Args.Keys.Order(StringComparer.Ordinal))
        {
            if (!_known.Contains(name))
                throw new UserError(
                    $"method {row.Id}: there is no argument '{name}' of kind {row.Kind}; it has "
                        + (_known.Count > 0 ? string.Join(", ", _known) : "none")
                        + "."
                        + Suggestion.Hint(name, _known)
                );
        }
    }

    /// <summary>What to throw where a value does not serve.</summary>
    public UserError Wrong(string name, string text, string wanted) =>
        new($"method {row.Id}: argument {name} is '{text}': write {wanted}");

    private StopWords Spared(FrozenSet<string>? usual = null)
    {
        var words = Words("stopwords");
        var pattern = Pattern("stopwords_regex");
        var list = words?.ToFrozenSet(StringComparer.OrdinalIgnoreCase) ?? usual;
        return list is null && pattern is null ? StopWords.None : new StopWords(list, pattern);
    }

    /// <summary>A list of words, or words apart by commas or blanks; null where the argument is left out.</summary>
    /// <exception cref="UserError">It is neither, or has no words.</exception>
    public string[]? Words(string name)
    {
        if (Find(name) is not { } text)
            return null;
        if (!text.StartsWith('['))
            return text.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        try
        {
            return JsonSerializer.Deserialize<string[]>(text);
        }
        catch (JsonException)
        {
            throw Wrong(name, text, "a list of words");
        }
    }

    /// <summary>A regular expression, in Python's spelling of named groups too.</summary>
    private Regex? Pattern(string name)
    {
        if (Find(name) is not { Length: > 0 } text)
            return null;
        try
        {
            return new Regex(
                text.Replace("(?P<", "(?<", StringComparison.Ordinal),
                RegexOptions.CultureInvariant
            );
        }
        catch (RegexParseException e)
        {
            throw Wrong(name, text, $"a regular expression ({e.Message})");
        }
    }

    private Quota.ClampedShare Clamped(string share, string min, string max)
    {
        var quota = new Quota.ClampedShare(Share(share, 0.3), Integer(min, 1), Integer(max, 10));
        return quota.Min <= quota.Max
            ? quota
            : throw Wrong(min, quota.Min.ToString(), $"at most {max} ({quota.Max})");
    }

    private string? Find(string name)
    {
        _known.Add(name);
        return row.Args.GetValueOrDefault(name);
    }
}
