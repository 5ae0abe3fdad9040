using System.Globalization;
using System.Text;
using Sluice.Engine.Graph;
using Sluice.Engine.Working;

namespace Sluice.Engine.Commands;

/// <summary>Fills a <see cref="CommandTemplate"/>'s placeholders. Pure.</summary>
/// <param name="Inputs">The unit's inputs, absolute.</param>
/// <param name="Outputs">Where its outputs go, absolute.</param>
/// <param name="Key">The unit's key.</param>
/// <param name="Workspace">Absolute.</param>
/// <param name="Parameter">Value of a parameter, or null.</param>
internal sealed record TemplateExpander(
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    string Key,
    string Workspace,
    Func<string, string?> Parameter
)
{
    /// <summary>The argument list.</summary>
    /// <exception cref="UnitFailure">A placeholder is unknown or unclosed.</exception>
    public IReadOnlyList<string> Arguments(IReadOnlyList<string> template) =>
        [
            .. template.SelectMany(argument =>
                argument switch
                {
                    "{inputs}" => Inputs,
                    "{outputs}" => Outputs,
                    _ => [Text(argument)],
                }
            ),
        ];

    /// <summary>One text.</summary>
    /// <exception cref="UnitFailure">A placeholder is unknown or unclosed.</exception>
    public string Text(string template)
    {
        if (!template.Contains('{') && !template.Contains('}'))
            return template;
        var result = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var c = template[i];
            if (c is '{' or '}' && i + 1 < template.Length && template[i + 1] == c)
            {
                result.Append(c);
                i++;
            }
            else if (c == '{')
            {
                var end = template.IndexOf('}', i);
                if (end < 0)
                    throw new UnitFailure(
                        $"command template '{template}': '{{' without '}}'; write {{{{ for a brace"
                    );
                result.Append(Value(template[(i + 1)..end], template));
                i = end;
            }
            else
                result.Append(c);
        }
        return result.ToString();
    }

    private string Value(string name, string template) =>
        name switch
        {
            "input" => At(Inputs, 0, name, template),
            "output" => At(Outputs, 0, name, template),
            "key" => Key,
            "workspace" => Workspace,
            _ when Index(name, "input.") is { } i => At(Inputs, i, name, template),
            _ when Index(name, "output.") is { } i => At(Outputs, i, name, template),
            _ when name.StartsWith("param.", StringComparison.Ordinal) => Parameter(name[6..])
                ?? throw Unknown(name, template),
            _ => throw Unknown(name, template),
        };

    private static int? Index(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(
            name[prefix.Length..],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var index
        )
            ? index
            : null;

    private static string At(
        IReadOnlyList<string> items,
        int index,
        string name,
        string template
    ) => index < items.Count ? items[index] : throw Unknown(name, template);

    private static UnitFailure Unknown(string name, string template) =>
        new(
            $"command template '{template}': the unit has no '{{{name}}}'; known are input, input.N, inputs, output, output.N, outputs, param.NAME, key, workspace"
        );
}
