using Sluice.Engine.Configuration;
using Sluice.Workers.Sweep;

namespace Sluice.Workers.Axes;

/// <summary>
/// A value that follows from others: a template, or a template looked up in a table,
/// <c>{of: "{model}", map: {410m: 24, 1b: 16}, else: 12}</c>. Pure.
/// </summary>
internal sealed class DerivedValue
{
    private readonly TemplateText _template;
    private readonly Dictionary<string, string>? _map;
    private readonly string? _else;

    private DerivedValue(string name, ConfigNode node)
    {
        Name = name;
        if (node is ScalarNode { Text: { } text })
        {
            _template = TemplateText.Parse(text);
            return;
        }
        if (
            node is not MapNode { Entries: var entries } map
            || entries.Any(e => e.Key is not ("of" or "map" or "else"))
            || map.Find("of") is not ScalarNode { Text: { } of }
            || map.Find("map") is not MapNode { Entries: var pairs }
            || pairs.Any(p => p.Value is not ScalarNode { Text: not null })
        )
            throw new FormatException(node.Describe());
        _template = TemplateText.Parse(of);
        _map = pairs.ToDictionary(p => p.Key, p => ((ScalarNode)p.Value).Text!);
        _else = (map.Find("else") as ScalarNode)?.Text;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>The forms, for messages.</summary>
    public const string Forms =
        "a text with placeholders, or {of: \"{x}\", map: {a: 1, b: 2}, else: 0}";

    /// <summary>What it is made of.</summary>
    public IEnumerable<string> Needs => _template.Names;

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static DerivedValue Read(string name, ConfigNode node) => new(name, node);

    /// <summary>Its value.</summary>
    /// <exception cref="FormatException">There is none for this combination.</exception>
    public string Of(Combination combination)
    {
        var text = _template.Expand(combination.Find);
        return _map is null ? text
            : _map.TryGetValue(text, out var value) ? value
            : _else
                ?? throw new FormatException(
                    $"'{text}' is not in the map of '{Name}', and it has no else"
                );
    }
}
