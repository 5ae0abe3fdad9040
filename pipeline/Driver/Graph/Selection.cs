using Sluice.Engine;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.Driver.Graph;

/// <summary>
/// What --only narrows: those stages of the targets that have a matching unit. What these need runs in
/// full; what they do not need does not run.
/// </summary>
/// <param name="glob">As typed; null for everything.</param>
internal sealed class Selection(string? glob)
{
    private const int MostNearest = 3;

    private HashSet<string>? _matching;
    private HashSet<string>? _needed;

    /// <summary>Whether a stage has a part in what was chosen.</summary>
    /// <exception cref="UserError">The targets have no such unit: a slip, which must not run everything.</exception>
    public bool Has(IStageTask task, Pipeline pipeline)
    {
        if (glob is null)
            return true;
        Look(pipeline);
        return _matching!.Contains(task.Name) || _needed!.Contains(task.Name);
    }

    /// <summary>The glob as it applies to a stage: null for one whose units all count.</summary>
    /// <exception cref="UserError">As above.</exception>
    public string? For(IStageTask task, Pipeline pipeline)
    {
        if (glob is null)
            return null;
        Look(pipeline);
        return _matching!.Contains(task.Name) ? glob : null;
    }

    private void Look(Pipeline pipeline)
    {
        if (_matching is not null)
            return;
        var own = pipeline.Stages.Own(pipeline.Targets);
        var plans = pipeline.Plans.Ahead(own);
        var matches = InputGlob.Matching(
            glob!,
            own.Where(task => plans.ContainsKey(task.Name))
                .SelectMany(task => plans[task.Name].Units)
                .Select(planned => planned.Unit.Key)
        );
        var matching = own.Where(task =>
                plans.TryGetValue(task.Name, out var plan)
                && plan.Units.Any(planned => matches(planned.Unit.Key))
            )
            .ToList();
        if (matching.Count == 0)
            throw new UserError(Refusal(own, plans, matches));
        _needed = [.. matching.SelectMany(pipeline.Stages.Before)];
        _matching = [.. matching.Select(task => task.Name)];
    }

    private string Refusal(
        IReadOnlyList<IStageTask> own,
        IReadOnlyDictionary<string, Plan> plans,
        Func<string, bool> matches
    )
    {
        var names = own.Select(task => task.Name).Where(plans.ContainsKey).ToList();
        var keys = names
            .SelectMany(name => plans[name].Units)
            .Select(planned => planned.Unit.Key)
            .ToList();
        var stages = names.Count switch
        {
            0 => "nothing",
            1 => names[0],
            _ => $"none of {string.Join(", ", names)}",
        };
        var fact =
            $"--only {glob}: {stages} has {(names.Count == 1 ? "no such unit" : "such a unit")}";
        var elsewhere = plans
            .Where(plan => !names.Contains(plan.Key))
            .FirstOrDefault(plan => plan.Value.Units.Any(unit => matches(unit.Unit.Key)))
            .Key;
        var remedy =
            elsewhere is not null ? $"{elsewhere} has: --target={elsewhere}"
            : glob!.StartsWith('!')
                ? "a ! at its beginning leaves nothing out: match what is to run, e.g. by [!a]*"
            : KeyGlob.AcrossDirectories(glob!, keys) is { } wider
                ? $"* stops at /: try --only '{wider}'"
            : keys.Count == 0 ? "there are no units to choose from"
            : $"the nearest are {Nearest(keys)}";
        return $"{fact}; {remedy}. --target=Explain lists all units";
    }

    private string Nearest(List<string> keys) =>
        string.Join(
            ", ",
            Suggestion
                .Nearest(glob!.Replace("*", ""), keys, MostNearest)
                .Select(key => $"'{ShownText.Of(key)}'")
        );
}
