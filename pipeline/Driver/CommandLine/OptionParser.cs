using Sluice.Engine;
using Sluice.Engine.Features;
using Sluice.Engine.Planning;

namespace Sluice.Driver.CommandLine;

/// <summary>Reads the command line strictly: what is not understood is refused, never ignored. Pure.</summary>
public static class OptionParser
{
    private static readonly string[] ForCake = ["--tree", "--description", "--info", "--exclusive"];

    private static readonly string[] Verbosities =
    [
        "quiet",
        "minimal",
        "normal",
        "verbose",
        "diagnostic",
    ];

    /// <summary>Parses.</summary>
    /// <param name="args">As typed.</param>
    /// <param name="targets">Names of all targets.</param>
    /// <param name="features">The host's: their options are known.</param>
    /// <param name="currentDirectory">Where the user stands.</param>
    /// <returns>The options, and a line for everything wrong.</returns>
    public static (PipelineOptions Options, IReadOnlyList<string> Errors) Parse(
        IReadOnlyList<string> args,
        IReadOnlyList<string> targets,
        FeatureSet features,
        string currentDirectory
    )
    {
        var options = new PipelineOptions { CurrentDirectory = currentDirectory, Typed = args };
        var errors = new List<string>();
        var used = new List<OptionSpec>();
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (arg == "--")
                continue;
            if (!arg.StartsWith('-'))
            {
                errors.Add(Stray(arg, targets));
                continue;
            }
            var equals = arg.IndexOf('=');
            var name = equals < 0 ? arg : arg[..equals];
            var value = equals < 0 ? null : arg[(equals + 1)..];
            if (features.Option(name) is not { } spec)
            {
                var known = features.Options.SelectMany(o => o.Aliases.Prepend(o.Name));
                errors.Add(
                    features.FormerOptions.TryGetValue(name, out var now)
                        ? $"there is no {name}: {now}"
                        : $"unknown option '{name}'.{Suggestion.Hint(name, known)} ./build.sh --help lists them"
                );
                // Its value, if it has one, is no stray argument.
                if (value is null && i + 1 < args.Count && !args[i + 1].StartsWith('-'))
                    i++;
                continue;
            }
            used.Add(spec);
            if (spec.Value is null)
            {
                if (value is not (null or "true" or "false"))
                    errors.Add($"{spec.Name} is a flag and takes no value, found '{value}'");
                else if (value != "false")
                    options = Flag(options, spec, arg);
                continue;
            }
            if (value is null)
            {
                if (i + 1 >= args.Count || (args[i + 1].StartsWith("--") && args[i + 1].Length > 2))
                {
                    errors.Add($"{spec.Name} wants a value: {spec.Name} {spec.Value}");
                    continue;
                }
                value = args[++i];
            }
            // As `--workspace "$UNSET"` would be: a path of no characters is where the user stands.
            if (value.Length == 0)
            {
                errors.Add($"{spec.Name} wants a value: {spec.Name} {spec.Value}");
                continue;
            }
            options = WithValue(options, spec, value, targets, errors);
            while (spec.IsList && equals < 0 && i + 1 < args.Count && !args[i + 1].StartsWith('-'))
                options = WithValue(options, spec, args[++i], targets, errors);
        }
        IReadOnlyList<string> wanted =
            options.Targets.Count > 0 ? options.Targets : [PipelineOptions.UsualTarget];
        errors.AddRange(used.Distinct().Select(spec => spec.Misuse(wanted)).OfType<string>());
        return (options, errors);
    }

    private static PipelineOptions Flag(PipelineOptions options, OptionSpec spec, string typed)
    {
        if (spec.Setting is not null)
            return Set(options, spec.Setting, "true", spec.Name);
        if (ForCake.Contains(spec.Name))
            return options with
            {
                CakeArguments = [.. options.CakeArguments, spec.Name],
                OnlyShows = options.OnlyShows || spec.Name != "--exclusive",
            };
        return spec.Name switch
        {
            "--force" => options with { Force = true },
            "--dryrun" => options with { DryRun = true },
            "--detach" => options with { Detach = true },
            "--json" => options with { Json = true },
            "--yes" => options with { Yes = true },
            "--verify" => options with { Verify = true },
            "--quick" => options with { Quick = true },
            "--accept-drift" => options with { AcceptDrift = true },
            "--self-contained" => options,
            "--help" => options with { Help = true },
            "--version" => options with { Version = true },
            _ => throw new InvalidOperationException($"{typed} has no meaning"),
        };
    }

    private static PipelineOptions WithValue(
        PipelineOptions options,
        OptionSpec spec,
        string value,
        IReadOnlyList<string> targets,
        List<string> errors
    )
    {
        string Full() => Path.GetFullPath(value, options.CurrentDirectory);
        if (spec.Setting is not null)
            return Set(options, spec, spec.IsPath ? Full() : value);
        switch (spec.Name)
        {
            case "--target":
                if (Match(value, targets) is not { } target)
                {
                    errors.Add(
                        $"unknown target '{value}'.{Suggestion.Hint(value, targets)} Targets are {string.Join(", ", targets)}"
                    );
                    return options;
                }
                return options with { Targets = [.. options.Targets, target] };
            case "--config":
                return options with { Configs = [.. options.Configs, Full()] };
            case "--set":
                var equals = value.IndexOf('=');
                if (equals > 0 && !value[..equals].Split('.').Contains(""))
                    return Set(options, value[..equals], value[(equals + 1)..], $"--set {value}");
                errors.Add($"--set wants PATH=VALUE, e.g. --set augment.seed=7, found '{value}'");
                return options;
            case "--profile":
                return options with { Profile = value };
            case "--workspace":
                return options with { Workspace = Full() };
            case "--check":
                if (Match(value, ["fingerprint", "exists"]) is not { } mode)
                    errors.Add($"--check wants fingerprint or exists, found '{value}'");
                else
                    options = options with
                    {
                        Check = mode == "exists" ? CheckMode.Exists : CheckMode.Fingerprint,
                    };
                return options;
            case "--only":
                if (options.Only is { } before && before != value)
                    errors.Add(
                        $"--only takes one pattern, found '{before}' and '{value}'; name several in braces, with \\, for a comma in a key: --only '{{{Choice(before)},{Choice(value)}}}'"
                    );
                return options with { Only = value };
            case "--unit":
                return options with { Unit = value };
            case "--stage":
                return options with { Stages = [.. options.Stages, value] };
            case "--branch":
                return options with { Branches = [.. options.Branches, value] };
            case "--verbosity":
                var level = Verbosities.FirstOrDefault(v =>
                    v.StartsWith(value, StringComparison.OrdinalIgnoreCase)
                );
                if (level is null)
                {
                    errors.Add(
                        $"--verbosity wants one of {string.Join(", ", Verbosities)}, found '{value}'"
                    );
                    return options;
                }
                return options with { Verbosity = level };
            default:
                throw new InvalidOperationException($"{spec.Name} has no meaning");
        }
    }

    // What is given more than once adds up where it is a list; else the last counts.
    private static PipelineOptions Set(PipelineOptions options, OptionSpec spec, string value)
    {
        var text = spec.IsText || spec.IsList ? Quoted(value) : value;
        if (!spec.IsList)
            return Set(options, spec.Setting!, text, spec.Name);
        var before = options.Sets.LastOrDefault(set => set.Place == spec.Name).Value;
        return Set(
            options,
            spec.Setting!,
            before is null ? $"[{text}]" : $"{before[..^1]}, {text}]",
            spec.Name
        );
    }

    private static string Choice(string pattern) => pattern.Replace(",", @"\,");

    // A text for YAML that is nothing else: 007, null or a: b.
    private static string Quoted(string text) => $"'{text.Replace("'", "''")}'";

    private static PipelineOptions Set(
        PipelineOptions options,
        string path,
        string value,
        string place
    ) => options with { Sets = [.. options.Sets, (path, value, place)] };

    private static string? Match(string typed, IReadOnlyList<string> names) =>
        names.FirstOrDefault(n => n.Equals(typed, StringComparison.OrdinalIgnoreCase));

    private static string Stray(string arg, IReadOnlyList<string> targets) =>
        Match(arg, targets) is { } target
            ? $"'{arg}' is no option. Did you mean '--target={target}'?"
            : $"'{arg}' is no option; options begin with --, e.g. --target=Merge";
}
