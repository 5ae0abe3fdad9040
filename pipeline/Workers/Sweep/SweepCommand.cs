using Sluice.Engine.Configuration;

namespace Sluice.Workers.Sweep;

/// <summary>A sweep's command as configured. Pure.</summary>
internal static class SweepCommand
{
    /// <summary>The forms, for messages.</summary>
    public const string Forms =
        "one line, or a list of the program and its arguments, [python3, fit.py, \"{x}\"]";

    /// <summary>Program and arguments, placeholders unfilled.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static IReadOnlyList<string> Words(ConfigNode? command) =>
        command switch
        {
            ScalarNode { Text: { } line } => CommandWords.Of(line),
            ListNode list when list.Items.All(i => i is ScalarNode { Text: not null }) =>
            [
                .. list.Items.Select(i => ((ScalarNode)i).Text!),
            ],
            _ => throw new FormatException(command?.Describe() ?? "nothing"),
        };
}
