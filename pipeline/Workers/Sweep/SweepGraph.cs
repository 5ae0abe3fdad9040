using Sluice.Engine;
using Sluice.Engine.Jobs;

namespace Sluice.Workers.Sweep;

/// <summary>The order of a sweep's stages, and the parts their rules of resources cut them into. Pure.</summary>
public static class SweepGraph
{
    /// <summary>All parts, each after those it needs.</summary>
    public static IReadOnlyList<SweepPart> Parts(SweepSettings settings)
    {
        var parts = new List<SweepPart>();
        foreach (var name in InOrder(settings.All, out _))
        {
            var stage = settings.All[name];
            var needed = Needs(stage).ToHashSet();
            var after = parts.Where(p => needed.Contains(p.Of)).Select(p => p.Name).ToList();
            parts.Add(new SweepPart(name, name, null, after));
            parts.AddRange(
                stage.Resources.Keys.Select(rule => new SweepPart(
                    $"{name}_{rule}",
                    name,
                    rule,
                    after
                ))
            );
        }
        return parts;
    }

    /// <summary>What the jobs of parts ask for, where a sweep says so.</summary>
    public static IEnumerable<(string Part, JobSettings Job)> Jobs(SweepSettings settings)
    {
        foreach (var part in Parts(settings))
        {
            var stage = settings.All[part.Of];
            var rule = part.Rule is { } name ? stage.Resources[name].Slurm : null;
            if ((rule, stage.Slurm) is not (null, null))
                yield return (
                    part.Name,
                    (rule ?? new JobSettings()).Over(stage.Slurm ?? new JobSettings())
                );
        }
    }

    /// <summary>What is wrong with the order and the names of several stages.</summary>
    internal static IEnumerable<(string Key, string Expected, string Found)> Check(
        SweepSettings settings
    )
    {
        if (settings.IsGiven)
            yield return (
                "stages",
                "one stage in the section itself, or several under stages",
                "both"
            );
        var names = settings.Stages.Keys.ToList();
        foreach (var (name, stage) in settings.Stages)
        {
            if (!SweepNames.IsName(name))
                yield return ($"stages.{name}", SweepNames.Form, $"'{name}'");
            if (!stage.IsGiven)
                yield return ($"stages.{name}", "a stage with a command", "nothing");
            foreach (var need in Needs(stage).Where(need => !names.Contains(need)))
                yield return (
                    $"stages.{name}.{(stage.After.Contains(need) ? "after" : "inputs_from")}",
                    $"a stage of the sweep ({string.Join(", ", names)})",
                    $"'{need}'.{Suggestion.Hint(need, names)}"
                );
        }
        _ = InOrder(settings.Stages, out var circle);
        if (circle.Count > 0)
            yield return (
                $"stages.{circle[0]}",
                "stages that do not wait for each other",
                $"a circle, {string.Join(" → ", circle)}"
            );
        var parts = settings
            .Stages.SelectMany(s => s.Value.Resources.Keys.Select(rule => $"{s.Key}_{rule}"))
            .Concat(names)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(g => g.Count() > 1);
        if (parts is not null)
            yield return (
                "stages",
                "names that differ, those of resources too (STAGE_RULE)",
                $"'{parts.Key}' {parts.Count()} times"
            );
    }

    /// <summary>Stages that come right before one.</summary>
    internal static IEnumerable<string> Needs(SweepStageSettings stage) =>
        stage.After.Concat(stage.InputsFrom).Distinct();

    // Those named first where order leaves a choice; what lies on a circle is left out.
    private static List<string> InOrder(
        IReadOnlyDictionary<string, SweepStageSettings> stages,
        out List<string> circle
    )
    {
        var ordered = new List<string>();
        var found = new List<string>();
        var path = new List<string>();
        void Visit(string name)
        {
            if (ordered.Contains(name) || !stages.TryGetValue(name, out var stage))
                return;
            if (path.IndexOf(name) is >= 0 and var at)
            {
                if (found.Count == 0)
                    found = [.. path.Skip(at), name];
                return;
            }
            path.Add(name);
            foreach (var need in Needs(stage))
                Visit(need);
            path.RemoveAt(path.Count - 1);
            ordered.Add(name);
        }
        foreach (var name in stages.Keys)
            Visit(name);
        circle = found;
        return ordered;
    }
}
