using System.Text;
using Sluice.Engine;
using Sluice.Engine.Configuration;
using Sluice.Engine.Files;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// The settings a run began with, kept beside its results, so that results that cannot be compared are
/// not put under one run id.
/// </summary>
/// <param name="path">Absolute.</param>
public sealed class ConfigSnapshot(string path)
{
    /// <summary>Its name in the run's directory.</summary>
    public const string FileName = "config.snapshot.yaml";

    /// <summary>As YAML, one setting a line.</summary>
    public static string Text(IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder("# What this run was begun with.\n");
        foreach (var (name, value) in values)
            text.Append($"{Quoted(name)}: {Quoted(value)}\n");
        return text.ToString();
    }

    /// <summary>Refuses settings that differ from those kept, naming each.</summary>
    /// <param name="now">The settings.</param>
    /// <param name="runId">For the message.</param>
    /// <param name="isAccepted">Whether the user knows.</param>
    /// <exception cref="UserError">They differ.</exception>
    public void Refuse(IReadOnlyDictionary<string, string> now, string runId, bool isAccepted)
    {
        if (isAccepted || Read() is not { } then)
            return;
        var drift = then.Where(old => now.TryGetValue(old.Key, out var value) && value != old.Value)
            .Select(old => $"{old.Key} '{old.Value}' → '{now[old.Key]}'")
            .ToList();
        if (drift.Count > 0)
            throw new UserError(
                $"Evaluate: run {runId} was begun with other settings ({string.Join(", ", drift)}): its results would not be comparable; name another run (--set run.id=NAME), or say --accept-drift"
            );
    }

    /// <summary>Keeps settings, where they are not kept already.</summary>
    public void Write(string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            Durable.Write(path, text);
    }

    // Old scripts kept theirs by this name too: what is no flat map says nothing here.
    private Dictionary<string, string>? Read()
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return YamlReader
                .ReadFile(path, path)
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
        System.Text.Json.JsonSerializer.Serialize(text, s_options);

    private static readonly System.Text.Json.JsonSerializerOptions s_options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
