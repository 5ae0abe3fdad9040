using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Driver;
using Sluice.Engine;
using Sluice.Engine.Commands;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;

namespace Sluice.TestHost;

/// <summary>What <c>stages/NAME.json</c> may say of a stage; all of it is optional.</summary>
public sealed record StageDescription
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private string Name { get; init; } = "";

    /// <summary>Program and arguments with the placeholders of <see cref="CommandTemplate"/>.</summary>
    public IReadOnlyList<string> Command { get; init; } = ["true"];

    /// <summary>Variables of the command.</summary>
    public Dictionary<string, string> Environment { get; init; } = [];

    /// <summary>So many units, by the keys 0, 1, 2, ….</summary>
    public int Count { get; init; }

    /// <summary>Instead of <see cref="Count"/>, the keys.</summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>Instead of both, one unit a matching file of the workspace: its path is the key, and it the input.</summary>
    public string? Glob { get; init; }

    /// <summary>Of each unit, relative to the output root, with <c>{key}</c>.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Of each unit, relative to the workspace, with <c>{key}</c>.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Of the stage.</summary>
    public Dictionary<string, string> Parameters { get; init; } = [];

    /// <summary>Of units, by key.</summary>
    public Dictionary<string, Dictionary<string, string>> UnitParameters { get; init; } = [];

    /// <summary>Whether units run one at a time within a shard.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Reads a workspace's; where there is none, the stage has no units.</summary>
    public static StageDescription Read(string workspace, string name)
    {
        var file = Path.Combine(workspace, "stages", $"{name}.json");
        if (!File.Exists(file))
            return new StageDescription { Name = name };
        try
        {
            return JsonSerializer.Deserialize<StageDescription>(
                File.ReadAllText(file),
                s_json
            )! with
            {
                Name = name,
            };
        }
        catch (JsonException e)
        {
            throw new UserError($"stages/{name}.json: {e.Message}");
        }
    }

    /// <summary>The stage it describes.</summary>
    public DeclaredStage Stage(Pipeline pipeline) =>
        new()
        {
            Name = Name,
            Workspace = pipeline.Workspace,
            OutputRoot = Path.Combine(pipeline.Workspace, "out", Name.ToLowerInvariant()),
            Worker = CommandWorker.Name,
            UnitsFollow = Glob is not null,
            Command = new CommandTemplate { Arguments = Command, Environment = Environment },
            Parameters = OrderedMap.Of(Parameters),
            Units = [.. Keys(pipeline.Workspace).Select(key => Unit(key, pipeline.Workspace))],
            Limits = pipeline.Settings.Run.Limits,
        };

    private IEnumerable<string> Keys(string workspace) =>
        Glob is not null
            ? InputGlob
                .Expand(workspace, Glob)
                .Select(file => Path.GetRelativePath(workspace, file))
            : Units
                ?? Enumerable.Range(0, Count).Select(i => i.ToString(CultureInfo.InvariantCulture));

    private Unit Unit(string key, string workspace) =>
        new()
        {
            Key = key,
            Inputs =
            [
                .. (Glob is null ? Inputs : [key, .. Inputs]).Select(path =>
                    Path.GetFullPath(OfKey(path, key), workspace)
                ),
            ],
            Outputs = [.. Outputs.Select(path => OfKey(path, key))],
            Parameters = OrderedMap.Of(UnitParameters.GetValueOrDefault(key) ?? []),
            Exclusive = Exclusive,
        };

    private static string OfKey(string template, string key) => template.Replace("{key}", key);
}
