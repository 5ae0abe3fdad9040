namespace Sluice.Tests.Support;

/// <summary>A command of a document's <c>console</c> blocks, and the output printed below it.</summary>
/// <param name="Line">What stands behind the prompt.</param>
/// <param name="Output">What is printed, as the document has it.</param>
public sealed record ReadmeCommand(string Line, string Output)
{
    /// <summary>All of a document's, in order.</summary>
    public static IReadOnlyList<ReadmeCommand> In(string markdown)
    {
        var commands = new List<ReadmeCommand>();
        var inside = false;
        foreach (var line in markdown.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = line == "```console";
            else if (inside && line.StartsWith("$ ", StringComparison.Ordinal))
                commands.Add(new(line[2..], ""));
            else if (inside)
                commands[^1] = commands[^1] with { Output = commands[^1].Output + line + "\n" };
        }
        return commands;
    }
}
