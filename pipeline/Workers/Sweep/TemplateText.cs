using System.Text;

namespace Sluice.Workers.Sweep;

/// <summary>
/// A text with placeholders: <c>{name}</c> stands for a value, <c>{{</c> and <c>}}</c> for braces. Pure.
/// </summary>
internal sealed class TemplateText
{
    private readonly List<(bool IsName, string Text)> _parts = [];

    private TemplateText(string source) => Source = source;

    /// <summary>As written.</summary>
    public string Source { get; }

    /// <summary>The placeholders, in order.</summary>
    public IEnumerable<string> Names => _parts.Where(p => p.IsName).Select(p => p.Text);

    /// <summary>Takes a text apart.</summary>
    /// <exception cref="FormatException">A brace without its partner.</exception>
    public static TemplateText Parse(string source)
    {
        var template = new TemplateText(source);
        var literal = new StringBuilder();
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c is '{' or '}' && i + 1 < source.Length && source[i + 1] == c)
            {
                literal.Append(c);
                i++;
            }
            else if (c == '{' && source.IndexOf('}', i) is > 0 and var end)
            {
                template.Add(false, literal.ToString());
                literal.Clear();
                template.Add(true, source[(i + 1)..end].Trim());
                i = end;
            }
            else if (c is '{' or '}')
                throw new FormatException(
                    $"'{source}', in which a '{c}' has no partner; write {c}{c} for a brace"
                );
            else
                literal.Append(c);
        }
        template.Add(false, literal.ToString());
        return template;
    }

    /// <summary>With values in place of names.</summary>
    /// <exception cref="FormatException">A name has none.</exception>
    public string Expand(Func<string, string?> value)
    {
        if (_parts is [] or [(false, _)])
            return _parts.Count == 0 ? "" : _parts[0].Text;
        var text = new StringBuilder();
        foreach (var (isName, part) in _parts)
            text.Append(
                isName
                    ? value(part)
                        ?? throw new FormatException($"'{Source}', and there is no '{part}'")
                    : part
            );
        return text.ToString();
    }

    /// <summary>
    /// For the engine, which fills its own placeholders when a unit runs: values become parameters,
    /// all else stays.
    /// </summary>
    /// <param name="isOwn">Whether a name is the engine's.</param>
    /// <param name="fixedText">For the engine, of names that are the same for all units, or null.</param>
    public string ForEngine(Func<string, bool> isOwn, Func<string, string?> fixedText) =>
        string.Concat(
            _parts.Select(p =>
                !p.IsName ? Escaped(p.Text)
                : fixedText(p.Text) is { } text ? text
                : isOwn(p.Text) ? $"{{{p.Text}}}"
                : $"{{param.{p.Text}}}"
            )
        );

    /// <summary>
    /// A path for the engine: by its place in the workspace where it lies there, so that a workspace
    /// that is moved as a whole has the same commands.
    /// </summary>
    /// <param name="path">Absolute.</param>
    /// <param name="workspace">Absolute.</param>
    public static string PathForEngine(string path, string workspace) =>
        path == workspace ? "{workspace}"
        : path.StartsWith(workspace + "/", StringComparison.Ordinal)
            ? "{workspace}" + Escaped(path[workspace.Length..])
        : Escaped(path);

    private static string Escaped(string text) => text.Replace("{", "{{").Replace("}", "}}");

    private void Add(bool isName, string text)
    {
        if (isName || text.Length > 0)
            _parts.Add((isName, text));
    }
}
