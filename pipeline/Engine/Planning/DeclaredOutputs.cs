using System.Text;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Planning;

/// <summary>
/// What a stage's units declare to make and to read, looked at before anything runs: an output has
/// one maker, a name that files can have, and a place below the output root; no unit reads what its
/// own stage makes. Linear in the declarations.
/// </summary>
internal sealed class DeclaredOutputs
{
    private const string State = ".sluice";

    // Of every file system of Linux that keeps names as bytes.
    private const int LongestName = 255;

    private readonly Stage _stage;
    private readonly string _root;

    // By path relative to the output root in its shortest spelling.
    private readonly Dictionary<string, Unit> _makers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);

    private DeclaredOutputs(Stage stage)
    {
        _stage = stage;
        _root = Path.TrimEndingDirectorySeparator(stage.OutputRoot) + "/";
    }

    /// <summary>Refuses a stage whose declarations cannot all hold.</summary>
    /// <exception cref="UserError">Two units share a key or an output, or an output cannot be made where it is declared.</exception>
    public static void Refuse(Stage stage)
    {
        var declared = new DeclaredOutputs(stage);
        declared.TakeOutputs();
        declared.RefuseFilesAsDirectories();
        declared.RefuseOwnInputs();
    }

    private void TakeOutputs()
    {
        var keys = new HashSet<string>(_stage.Units.Count, StringComparer.Ordinal);
        _makers.EnsureCapacity(_stage.Units.Count);
        foreach (var unit in _stage.Units)
        {
            if (unit.Key.Length == 0)
                throw Refusal("a unit's key is empty; keys are what units are known by");
            if (!IsText(unit.Key))
                throw Refusal(
                    $"the key '{Shown(unit.Key)}' is no text that can be written to a file; keys are Unicode without NUL"
                );
            if (!keys.Add(unit.Key))
                throw Refusal(
                    $"two units have the key '{Shown(unit.Key)}'; keys are unique within a stage"
                );
            foreach (var output in unit.Outputs)
                Take(unit, output);
        }
    }

    private void Take(Unit unit, string output)
    {
        if (!IsText(output))
            throw Refusal(unit, output, "which is no text that a file's name can be");
        var path = Shortest(output);
        if (path is null)
            throw Refusal(unit, output, $"which lies outside {_stage.OutputRoot}");
        if (path == State || path.StartsWith($"{State}/", StringComparison.Ordinal))
            throw Refusal(unit, output, "which lies among the pipeline's own state");
        if (!_makers.TryAdd(path, unit))
            throw _makers[path] is var other && other == unit
                ? Refusal(unit, output, "twice; name it once")
                : Refusal(
                    $"the units '{Shown(other.Key)}' and '{Shown(unit.Key)}' both declare the output '{Shown(output)}'; an output has one maker"
                );
        if (!ReferenceEquals(path, output))
            throw Refusal(unit, output, $"; write it as '{Shown(path)}'");
        if (LongestOf(output) is > LongestName and var bytes)
            throw Refusal(
                unit,
                output,
                $"in which a name has {bytes} bytes; a file's name has at most {LongestName}"
            );
        var directories = _directories.GetAlternateLookup<ReadOnlySpan<char>>();
        for (
            var end = path.LastIndexOf('/');
            end > 0 && directories.Add(path.AsSpan(0, end));
            end = path.LastIndexOf('/', end - 1)
        ) { }
    }

    private void RefuseFilesAsDirectories()
    {
        foreach (var directory in _directories)
            if (_makers.TryGetValue(directory, out var unit))
                throw Refusal(
                    unit,
                    directory,
                    "below which other outputs are declared; a name is a file's or a directory's"
                );
    }

    private void RefuseOwnInputs()
    {
        foreach (var input in _stage.Inputs.Concat(_stage.CodeFiles))
            if (MakerOf(input) is { } maker)
                throw Refusal(
                    $"it reads {Shown(_stage.Shown(input))}, which its own unit '{Shown(maker.Key)}' makes; what a stage reads is there before it starts"
                );
        foreach (var unit in _stage.Units)
        foreach (var input in unit.Inputs)
            if (MakerOf(input) is { } maker)
                throw Refusal(
                    maker == unit
                        ? $"unit '{Shown(unit.Key)}' reads {Shown(_stage.Shown(input))}, which it makes itself; name another file"
                        : $"unit '{Shown(unit.Key)}' reads {Shown(_stage.Shown(input))}, which unit '{Shown(maker.Key)}' of the same stage makes; put the two into two stages"
                );
    }

    private Unit? MakerOf(string input)
    {
        if (input.Contains("/.") || input.Contains("//"))
            input = Path.GetFullPath(input);
        return
            input.StartsWith(_root, StringComparison.Ordinal)
            && _makers
                .GetAlternateLookup<ReadOnlySpan<char>>()
                .TryGetValue(input.AsSpan(_root.Length), out var maker)
            ? maker
            : null;
    }

    /// <summary>The shortest spelling, the same instance when it is that already; null when it is not below the output root.</summary>
    private string? Shortest(string output)
    {
        if (IsShortest(output))
            return output;
        var full = Path.GetFullPath(output, _root);
        if (!full.StartsWith(_root, StringComparison.Ordinal) || full.Length == _root.Length)
            return null;
        return Path.TrimEndingDirectorySeparator(full[_root.Length..]);
    }

    private static bool IsShortest(string output)
    {
        if (output.Length == 0 || output[0] == '/' || output[^1] == '/' || IsDots(output))
            return false;
        for (var at = output.IndexOf('/'); at >= 0; at = output.IndexOf('/', at + 1))
            if (output[at + 1] == '/' || output[at + 1] == '.' && IsDots(output.AsSpan(at + 1)))
                return false;
        return true;
    }

    // Whether the first name is "." or "..".
    private static bool IsDots(ReadOnlySpan<char> names) =>
        names is "." or ".." || names.StartsWith("./") || names.StartsWith("../");

    // In bytes, of names that could be too long: no character takes more than three.
    private static int LongestOf(string path)
    {
        var longest = 0;
        foreach (var name in path.AsSpan().Split('/'))
            if (name.End.Value - name.Start.Value > LongestName / 3)
                longest = Math.Max(longest, Encoding.UTF8.GetByteCount(path.AsSpan()[name]));
        return longest;
    }

    // What UTF-8 cannot hold would be written as something else, and two names could become one.
    private static bool IsText(string text)
    {
        if (text.Contains('\0'))
            return false;
        for (
            var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
            i >= 0 && i < text.Length;
            i++
        )
            if (char.IsSurrogate(text[i]))
                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                    i++;
                else
                    return false;
        return true;
    }

    private static string Shown(string text) => ShownText.Short(text);

    private UserError Refusal(Unit unit, string output, string fact)
    {
        var separator = fact[0] == ';' ? "" : ", ";
        return Refusal(
            $"unit '{Shown(unit.Key)}' declares the output '{Shown(output)}'{separator}{fact}"
        );
    }

    private UserError Refusal(string text) => new($"{_stage.Name}: {text}");
}
