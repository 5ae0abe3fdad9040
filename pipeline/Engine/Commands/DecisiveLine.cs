using System.Text.RegularExpressions;

namespace Sluice.Engine.Commands;

/// <summary>
/// The line of what a failing program printed that says most of why: the last that speaks of an error,
/// else the last that says anything. Stack frames, progress and good advice say nothing. Pure.
/// </summary>
internal static partial class DecisiveLine
{
    // Further up it is about something else.
    private const int MostLines = 40;
    private const int Longest = 200;

    /// <summary>Of the end of a log; empty when nothing in it says anything.</summary>
    public static string Of(string tail)
    {
        // A progress bar draws over itself by carriage returns.
        var lines = Escapes()
            .Replace(tail, "")
            .Split('\n', '\r')
            .Where(line => line.Any(char.IsLetterOrDigit) && !Empty().IsMatch(line))
            .TakeLast(MostLines)
            .Select(line => line.Trim())
            .ToList();
        var line =
            lines.LastOrDefault(line => Error().IsMatch(line)) ?? lines.LastOrDefault() ?? "";
        return line.Length <= Longest ? line : $"{line[..(Longest - 1)]}…";
    }

    // Colours and cursor movements: ECMA-48, CSI sequences.
    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]")]
    private static partial Regex Escapes();

    // Frames of Python, Java, JavaScript and .NET; what Python, Rust and Node print around them.
    [GeneratedRegex(
        """^\s*(at\s|File "|Traceback \(most recent|\.\.\. \d+ more|note: |Node\.js v\d|For more information|stack backtrace:)|^\s*\d+: +0x|\d+%\|"""
    )]
    private static partial Regex Empty();

    [GeneratedRegex(
        @"(error|exception|fatal|panicked|aborted|terminate called|killed|core dumped|segmentation fault|out of memory|no space left|quota exceeded|denied|not permitted|no such|not found|cannot|can't|could not|unable to|failed|invalid|unrecognized|unexpected|missing)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Error();
}
