using System.Text.RegularExpressions;
using Sluice.Tests.Support;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Methods;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>The rows of configs/augment_methods.yaml, read by their one-line shape alone.</summary>
internal static partial class MethodRows
{
    public static IReadOnlyList<MethodRow> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "configs", "augment_methods.yaml"))
            .Select(line => RowPattern().Match(line))
            .Where(match => match.Success)
            .Select(match => new MethodRow
            {
                Id = match.Groups["id"].Value,
                Lib = match.Groups["lib"].Value,
                Kind = match.Groups["kind"].Value,
                Args = match
                    .Groups["args"]
                    .Value.Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(pair => pair.Split(':', StringSplitOptions.TrimEntries))
                    .ToDictionary(pair => pair[0], pair => pair[1]),
                RequiresGpu = bool.Parse(match.Groups["gpu"].Value),
            }),
    ];

    public static MethodResources Resources { get; } =
        new()
        {
            WordNetPath = TinyWordNet.CompiledPath,
            Texts = () => ["The movie is really good, and the lamp from Paris is not."],
        };

    /// <summary>Every built-in method of the file, with its arguments there, over the tiny WordNet.</summary>
    public static IReadOnlyList<ITextMethod> BuiltIn { get; } =
    [.. All.Select(row => MethodCatalog.Resolve(row, Resources).Method).OfType<ITextMethod>()];

    /// <summary>A built-in method of a kind with the given arguments, as "name: value" pairs.</summary>
    public static ITextMethod Build(string kind, params string[] args) =>
        Build(Resources, kind, args);

    /// <summary>The same over other resources.</summary>
    public static ITextMethod Build(MethodResources resources, string kind, params string[] args)
    {
        var row = new MethodRow
        {
            Id = kind,
            Lib = "nlpaug",
            Kind = kind,
            Args = args.Select(arg => arg.Split(": ")).ToDictionary(arg => arg[0], arg => arg[1]),
        };
        return MethodCatalog.Resolve(row, resources).Method
            ?? throw new InvalidOperationException($"{kind} is not built in");
    }

    /// <summary>The distinct results of a method over seeds 0 to 199.</summary>
    public static IReadOnlyList<string?> Results(this ITextMethod method, string text) =>
        [
            .. Enumerable
                .Range(0, 200)
                .Select(seed => method.Apply(text, new RowRandom((ulong)seed)))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    [GeneratedRegex(
        @"^  - \{ id: (?<id>\w+), lib: (?<lib>\w+), kind: (?<kind>\w+), args: \{(?<args>.*)\}, requires_gpu: (?<gpu>\w+) \}$"
    )]
    private static partial Regex RowPattern();
}
