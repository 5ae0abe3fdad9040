using Sluice.Engine.Commands;
using Sluice.Engine.Configuration;

namespace Sluice.Engine.Features;

/// <summary>The features of a host, and what they bring together.</summary>
public sealed class FeatureSet
{
    private readonly Lazy<IReadOnlyList<(string Name, string Path)>> _settingNames;

    /// <summary>Puts a host's features together.</summary>
    /// <param name="features">In the order in which their sections are read and their options are listed.</param>
    /// <exception cref="ArgumentException">Two bring a section, a record or an option of one name: a mistake of the host's.</exception>
    public FeatureSet(IReadOnlyList<Feature> features)
    {
        All = features;
        Sections = [.. features.SelectMany(f => f.Sections)];
        SectionNames = [.. Sections.Select(s => s.Name)];
        Options = [.. features.SelectMany(f => f.Options)];
        FormerOptions = features.SelectMany(f => f.FormerOptions).ToDictionary();
        RefuseTwice("section", SectionNames);
        RefuseTwice("record of a section", Sections.Select(s => s.Settings.Name));
        RefuseTwice("option", Options.SelectMany(o => o.Aliases.Prepend(o.Name)));
        // Asked for by suggestions alone: looking through all records takes its time.
        _settingNames = new(() => [.. AllSettingNames()]);
    }

    public IReadOnlyList<Feature> All { get; }

    /// <summary>Every section.</summary>
    public IReadOnlyList<Section> Sections { get; }

    public IReadOnlyList<string> SectionNames { get; }

    /// <summary>Every option; the parser, the help and the suggestions read this one list.</summary>
    public IReadOnlyList<OptionSpec> Options { get; }

    /// <summary>Options that are refused with what is written now, by their names.</summary>
    public IReadOnlyDictionary<string, string> FormerOptions { get; }

    /// <summary>
    /// What people may call a setting by, with its path: that path itself, or the option that stands for
    /// it as <c>section.its_name</c>.
    /// </summary>
    public IReadOnlyList<(string Name, string Path)> SettingNames => _settingNames.Value;

    /// <summary>The option of a name or alias, or null.</summary>
    public OptionSpec? Option(string name) =>
        Options.FirstOrDefault(o => o.Name == name || o.Aliases.Contains(name));

    /// <summary>A registry of all workers.</summary>
    public WorkerRegistry Workers()
    {
        var workers = new WorkerRegistry();
        foreach (var feature in All)
            feature.Register(workers);
        return workers;
    }

    private IEnumerable<(string, string)> AllSettingNames() =>
        Sections
            .SelectMany(section => KnownSettings.Of(section.Settings, section.Name))
            .Select(path => (path, path))
            .Concat(
                from option in Options
                where option.Setting is not null
                from name in option.Aliases.Prepend(option.Name)
                select (
                    $"{option.Setting!.Split('.')[0]}.{name.TrimStart('-').Replace('-', '_')}",
                    option.Setting!
                )
            );

    private static void RefuseTwice(string what, IEnumerable<string> names)
    {
        if (names.GroupBy(name => name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"two features bring the {what} '{twice.Key}'");
    }
}
