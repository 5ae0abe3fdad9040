using Sluice.Engine;
using Sluice.Monitor;

namespace Sluice.Driver;

/// <summary>Says things to the user on standard output, beside what reporters draw.</summary>
/// <param name="isJson">One JSON object a line instead of words.</param>
/// <param name="isQuiet">Says nothing but what was asked for.</param>
/// <param name="output">Where to.</param>
public sealed class Printer(bool isJson, bool isQuiet, TextWriter output)
{
    /// <summary>Prints lines that are in the user's form already, whatever the verbosity but quiet.</summary>
    public void Tell(IEnumerable<string> lines)
    {
        if (!isQuiet)
            Print(lines, output);
    }

    /// <summary>Tells the user something, as a note where machines listen.</summary>
    public void Note(IEnumerable<string> notes) =>
        Tell(
            notes.Select(note =>
                isJson ? JsonReporter.Line("note", "", j => j.WriteString("text", note)) : note
            )
        );

    /// <summary>Prints what was asked for, each on one line whatever names are in it.</summary>
    /// <returns>How many lines.</returns>
    public static int Print(IEnumerable<string> lines) => Print(lines, Console.Out);

    private static int Print(IEnumerable<string> lines, TextWriter output)
    {
        var count = 0;
        foreach (var line in lines)
        {
            count++;
            output.WriteLine(ShownText.Line(line));
        }
        return count;
    }
}
