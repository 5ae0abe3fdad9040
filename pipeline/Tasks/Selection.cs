using Sluice.Engine;
using Sluice.Engine.Graph;

namespace Sluice.Tasks;

/// <summary>
/// What --only narrows: the first stage of a run that has a matching unit and all after it. Stages
/// before that one run in full, for the chosen units need what they make.
/// </summary>
/// <param name="glob">As typed; null for everything.</param>
public sealed class Selection(string? glob)
{
    private readonly Func<string, bool> _matches = glob is null
        ? _ => true
        : InputGlob.Matching(glob);
    private bool _checked;
    private bool _reached;

    /// <summary>The glob as it applies to a stage; stages are asked for in the order they run.</summary>
    /// <exception cref="UserError">It matches no unit of any stage: a slip, which must not run everything.</exception>
    public string? For(Stage stage, Pipeline pipeline)
    {
        if (glob is null)
            return null;
        if (!_checked)
        {
            var keys = pipeline.AllKeys();
            if (!keys.Any(_matches))
                throw new UserError(
                    $"--only {glob}: no stage has such a unit.{Suggestion.Hint(glob, keys)} --target=Explain lists them"
                );
            _checked = true;
        }
        _reached |= stage.Units.Any(unit => _matches(unit.Key));
        return _reached ? glob : null;
    }
}
