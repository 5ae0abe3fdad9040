using System.Collections;
using System.Collections.Concurrent;

namespace Sluice.Engine.Processes;

/// <summary>
/// What the children of a worker inherit, made ready once: the variables as the system takes them,
/// and where programs lie.
/// </summary>
public sealed class ChildEnvironment : IDisposable
{
    private readonly string[] _names;
    private readonly NativeStrings _block;
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly ConcurrentDictionary<string, string> _programs = new(StringComparer.Ordinal);

    /// <summary>This process's variables as they are now.</summary>
    public ChildEnvironment()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToList();
        _names = [.. variables.Select(v => (string)v.Key)];
        _block = new NativeStrings([.. variables.Select(v => $"{v.Key}={v.Value}")]);
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    /// <summary>Runs something with the variables and a command's own; they are gone afterwards.</summary>
    internal T With<T>(IReadOnlyDictionary<string, string> own, Func<NativeStrings, T> run)
    {
        if (own.Count == 0)
            return run(_block);
        using var block = new NativeStrings(
            [.. own.Select(pair => $"{pair.Key}={pair.Value}")],
            [.. _block.Owned.Where((_, i) => !own.ContainsKey(_names[i]))]
        );
        return run(block);
    }

    /// <summary>The program of a command, absolute; null when there is none.</summary>
    internal string? Find(CommandLine command)
    {
        var program = command.Arguments[0];
        if (command.Environment.TryGetValue("PATH", out var path) || program.Contains('/'))
            return ProgramPath.Find(program, command.WorkingDirectory, path ?? _path);
        if (_programs.TryGetValue(program, out var known))
            return known;
        // What is not there may be installed while the run goes on.
        return ProgramPath.Find(program, command.WorkingDirectory, _path) is { } found
            ? _programs.GetOrAdd(program, found)
            : null;
    }
}
