using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Processes;
using Sluice.Engine.Working;

namespace Sluice.Engine.Commands;

/// <summary>
/// Looks, before the first unit runs, whether a stage's commands can start at all: where they work,
/// their program, the script that an interpreter is given, and where their results go.
/// </summary>
/// <param name="stage">The stage.</param>
/// <param name="isHere">Whether commands run on this machine: another may have other programs and other places outside the workspace.</param>
/// <param name="isMade">Whether an earlier stage will make a file or a directory, absolute.</param>
public sealed class CommandPreflight(DeclaredStage stage, bool isHere, Func<string, bool> isMade)
{
    private readonly HashSet<string> _sound = new(StringComparer.Ordinal);

    /// <summary>Refuses what cannot start.</summary>
    /// <param name="units">Those that are to run.</param>
    /// <exception cref="UserError">Says what is missing, and for which unit where they differ.</exception>
    public void Refuse(IEnumerable<Unit> units)
    {
        RefuseRoot();
        if (stage.ProgramsOf is { } programs)
            foreach (var words in units.SelectMany(programs))
            {
                RefuseProgram(words[0], stage.Workspace, null, "");
                if (CommandScript.IndexIn(words) is > 0 and var at)
                    RefuseScript(words[at], stage.Workspace, "");
            }
        if (stage.Command is not { } command)
            return;
        var script = CommandScript.IndexIn(command.Arguments);
        // What differs from unit to unit is looked at in each.
        string[] texts =
        [
            command.WorkingDirectory,
            command.Arguments[0],
            .. script > 0 ? [command.Arguments[script]] : Array.Empty<string>(),
            command.Environment.GetValueOrDefault("PATH", ""),
        ];
        var isFixed = !texts.Any(t => t.Replace("{workspace}", "").Replace("{{", "").Contains('{'));
        foreach (var unit in isFixed ? units.Take(1) : units)
            Refuse(command, script, unit, isFixed ? "" : $", for unit {ShownText.Short(unit.Key)}");
    }

    private void Refuse(CommandTemplate command, int script, Unit unit, string whose)
    {
        var expander = new TemplateExpander(
            unit.Inputs,
            [.. unit.Outputs.Select(o => Path.Combine(stage.OutputRoot, o))],
            unit.Key,
            stage.Workspace,
            name =>
                unit.Parameters.GetValueOrDefault(name) ?? stage.Parameters.GetValueOrDefault(name)
        );
        try
        {
            var directory = Path.GetFullPath(
                expander.Text(command.WorkingDirectory),
                stage.Workspace
            );
            RefuseDirectory(directory, whose);
            RefuseProgram(
                expander.Text(command.Arguments[0]),
                directory,
                command.Environment.TryGetValue("PATH", out var path) ? expander.Text(path) : null,
                whose
            );
            if (script > 0 && !IsOfUnit(command.Arguments[script]))
                RefuseScript(expander.Text(command.Arguments[script]), directory, whose);
        }
        catch (UnitFailure)
        {
            // A placeholder that cannot be filled is the unit's failure.
        }
    }

    private void RefuseRoot()
    {
        var names = stage.Shown(stage.OutputRoot).Split('/');
        if (names.Contains(".sluice") || names[0] == "logs")
            throw Refusal(
                $"its outputs lie in {Shown(stage.OutputRoot)}, where the pipeline keeps its own {(names[0] == "logs" ? "logs" : "state")}; name another directory"
            );
        for (
            var above = stage.OutputRoot;
            above is { Length: > 1 };
            above = Path.GetDirectoryName(above)
        )
        {
            if (Directory.Exists(above))
                return;
            var fact = File.Exists(above) ? "is a file" : PathFact.Of(above);
            if (
                fact != PathFact.NotThere
                && !fact.StartsWith("cannot be there", StringComparison.Ordinal)
            )
                throw Refusal(
                    $"its outputs lie in {Shown(stage.OutputRoot)}, and {(above == stage.OutputRoot ? "that" : Shown(above))} {fact}; name another directory"
                );
        }
    }

    private void RefuseDirectory(string directory, string whose)
    {
        if (
            !IsSeen(directory)
            || !_sound.Add(directory)
            || Directory.Exists(directory)
            || isMade(directory)
            || $"{stage.OutputRoot}/".StartsWith(directory + "/", StringComparison.Ordinal)
        )
            return;
        throw Refusal(
            $"the working directory {Shown(directory)}{whose} {(File.Exists(directory) ? "is a file" : PathFact.Of(directory))}; make it, or name another in working_directory"
        );
    }

    private void RefuseProgram(string program, string directory, string? path, string whose)
    {
        if (!_sound.Add($"{program}\0{directory}\0{path}"))
            return;
        var isPath = program.Contains('/');
        var full = isPath ? Path.GetFullPath(program, directory) : program;
        if (!isHere && (!isPath || !IsSeen(full)) || isPath && isMade(full) || program.Length == 0)
            return;
        var shown = ShownText.Short(program);
        if (ProgramPath.Find(program, directory, path) is { } found)
        {
            if (isHere && HasNoInterpreter(found))
                throw Refusal(
                    $"the program {shown}{whose} does not say what runs it; begin it with a line such as #!/bin/sh, or write its interpreter before it, as in sh {shown}"
                );
            if (Interpreter(found) is { } interpreter && isHere && !File.Exists(interpreter))
                throw Refusal(
                    $"the program {shown}{whose} is a script for {ShownText.Short(interpreter)}, which {PathFact.Of(interpreter)}; mend its first line{(interpreter.EndsWith('\r') ? ", whose line end is that of Windows" : "")}"
                );
            return;
        }
        if (!isPath)
            throw Refusal(
                File.Exists(Path.Combine(directory, program))
                    ? $"the program {shown}{whose} is not in PATH; for the file in {Shown(directory)} write ./{shown}, or its interpreter before it"
                    : $"the program {shown}{whose} is not in PATH; install it, or write its path"
            );
        throw Refusal(
            File.Exists(full)
                ? $"the program {shown}{whose} is not executable; write its interpreter before it, as in sh {shown}, or make it executable by chmod +x"
                : $"the program {shown}{whose} {PathFact.Of(full)}; paths begin in the working directory, {Shown(directory)}"
        );
    }

    private void RefuseScript(string script, string directory, string whose)
    {
        var full = Path.GetFullPath(script, directory);
        // A shell looks for a script in PATH too; Python runs directories.
        if (
            !IsSeen(full)
            || !_sound.Add($"script {full}")
            || File.Exists(full)
            || Directory.Exists(full)
            || isMade(full)
            || script.Length == 0
            || !script.Contains('/') && ProgramPath.Find(script) is not null
        )
            return;
        throw Refusal(
            $"the script {ShownText.Short(script)}{whose} {PathFact.Of(full)}; paths begin in the working directory, {Shown(directory)}"
        );
    }

    // Elsewhere only the workspace is known to be the same.
    private bool IsSeen(string path) =>
        isHere || $"{path}/".StartsWith(stage.Workspace + "/", StringComparison.Ordinal);

    private static bool IsOfUnit(string text) =>
        text.Contains("{input") || text.Contains("{output");

    // Text without #! is run by a shell alone, never by the kernel.
    private static bool HasNoInterpreter(string program) =>
        Head(program) is { } head && !head.AsSpan().StartsWith("#!"u8) && !head.Contains((byte)0);

    // As the kernel reads it; null of what is no script.
    private static string? Interpreter(string program)
    {
        var head = Head(program).AsSpan();
        if (!head.StartsWith("#!"u8))
            return null;
        var end = head.IndexOf((byte)'\n');
        var line = System.Text.Encoding.UTF8.GetString(end < 0 ? head[2..] : head[2..end]);
        return line.Trim(' ', '\t').Split(' ', '\t')[0] is { Length: > 0 } name && name[0] == '/'
            ? name
            : null;
    }

    // Null of what may be run and not read.
    private static byte[]? Head(string program)
    {
        try
        {
            using var file = File.OpenRead(program);
            var head = new byte[256];
            return head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string Shown(string path) =>
        path == stage.Workspace ? "the workspace" : ShownText.Short(stage.Shown(path));

    private UserError Refusal(string fact) => new($"{stage.Name}: {fact}");
}
