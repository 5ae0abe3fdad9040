using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// The settings a run began with, kept beside its results, so that results that cannot be compared are
/// not put under one run id. Kept twice: where people and old scripts look for them, and, since these
/// scripts write their own there, in the stage's state.
/// </summary>
/// <param name="path">Where people look, absolute.</param>
/// <param name="kept">In the stage's state, absolute; it counts where it is there.</param>
internal sealed class ConfigSnapshot(string path, string kept)
{
    /// <summary>Its name in the run's directory.</summary>
    public const string FileName = "config.snapshot.yaml";

    /// <summary>What is put beside it: the one an old script left there.</summary>
    public const string OldFileName = "config.snapshot.old.yaml";

    private const string Head = "# What this run was begun with.\n";

    // These may grow and shrink with the grid; all else is there or is not.
    private const string OfModels = "models.";

    /// <summary>That of a run.</summary>
    /// <param name="root">The run's directory, absolute.</param>
    public static ConfigSnapshot Of(string root) =>
        new(
            Path.Combine(root, FileName),
            Path.Combine(new StagePaths(root, EvaluateStage.Name).Root, FileName)
        );

    /// <summary>As YAML, one setting a line.</summary>
    public static string Text(IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder(Head);
        foreach (var (name, value) in values)
            text.Append($"{Quoted(name)}: {Quoted(value)}\n");
        return text.ToString();
    }

    /// <summary>Refuses settings that differ from those kept, naming each.</summary>
    /// <param name="now">The settings.</param>
    /// <param name="runId">For the message.</param>
    /// <exception cref="UserError">They differ.</exception>
    public void Refuse(IReadOnlyDictionary<string, string> now, string runId)
    {
        if (Read() is not { } then)
            return;
        var drift = then
            .Keys.Union(now.Keys)
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Then: Shown(then, name), Now: Shown(now, name)))
            .Where(d => d.Then != d.Now && !IsOfTheGrid(d.Name, then, now))
            .Select(d => $"{d.Name} {d.Then} → {d.Now}")
            .ToList();
        if (drift.Count > 0)
            throw new UserError(
                $"Evaluate: run {runId} was begun with other settings ({string.Join(", ", drift)}): its results would not be comparable; name another run (--set run.id=NAME), or say --accept-drift"
            );
    }

    /// <summary>Keeps settings, besides those of models that are evaluated no more.</summary>
    /// <param name="text">As <see cref="Text"/> has it.</param>
    public void Write(string text)
    {
        if (File.Exists(path) && !IsOwn())
            File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, OldFileName), true);
        var all = new SortedDictionary<string, string>(Values(text) ?? [], StringComparer.Ordinal);
        foreach (var (name, value) in Read() ?? [])
            if (name.StartsWith(OfModels, StringComparison.Ordinal))
                all.TryAdd(name, value);
        text = Text(all);
        foreach (var file in new[] { kept, path })
            if (!File.Exists(file) || File.ReadAllText(file) != text)
                Durable.Write(file, text);
    }

    /// <summary>Whether it is there, and not an old script's, which says nothing here.</summary>
    public bool IsOwn() => OwnText(path) is not null;

    private Dictionary<string, string>? Read() =>
        (OwnText(kept) ?? OwnText(path)) is { } text ? Values(text) : null;

    private static string? OwnText(string file) =>
        File.Exists(file)
        && File.ReadAllText(file) is var text
        && text.StartsWith(Head, StringComparison.Ordinal)
            ? text
            : null;

    private static bool IsOfTheGrid(
        string name,
        IReadOnlyDictionary<string, string> then,
        IReadOnlyDictionary<string, string> now
    ) =>
        name.StartsWith(OfModels, StringComparison.Ordinal)
        && !(then.ContainsKey(name) && now.ContainsKey(name));

    private static string Shown(IReadOnlyDictionary<string, string> values, string name) =>
        values.TryGetValue(name, out var value) ? $"'{value}'" : "nothing";

    private static Dictionary<string, string>? Values(string text)
    {
        try
        {
            return YamlReader
                .ReadText(text, FileName)
                .Entries.Where(e => e.Value is ScalarNode { Text: not null })
                .ToDictionary(e => e.Key, e => ((ScalarNode)e.Value).Text!);
        }
        catch (ConfigurationError)
        {
            return null;
        }
    }

    // JSON's strings are YAML's.
    private static string Quoted(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
