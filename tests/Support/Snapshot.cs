using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Sluice.Tests.Support;

/// <summary>
/// Holds text that people read to a file beside the test: TestClass.Test_name.verified.txt. A
/// difference leaves a .received.txt; when it is right, rename it.
/// </summary>
public static partial class Snapshot
{
    /// <summary>Compares; what differs from run to run (times, durations, ids, temporary paths) is masked.</summary>
    public static void Matches(
        string text,
        [CallerFilePath] string file = "",
        [CallerMemberName] string test = ""
    )
    {
        var stem = Path.Combine(
            Path.GetDirectoryName(file)!,
            $"{Path.GetFileNameWithoutExtension(file)}.{test}"
        );
        var actual = Masked(text).TrimEnd() + "\n";
        var expected = File.Exists($"{stem}.verified.txt")
            ? File.ReadAllText($"{stem}.verified.txt").ReplaceLineEndings("\n")
            : "";
        if (actual == expected)
        {
            File.Delete($"{stem}.received.txt");
            return;
        }
        File.WriteAllText($"{stem}.received.txt", actual);
        Assert.Equal(expected, actual);
    }

    /// <summary>The text with what differs from run to run put aside.</summary>
    public static string Masked(string text)
    {
        text = text.Replace(Repository.Root, "{repository}");
        text = TemporaryPath().Replace(text, "{workspace}");
        text = Duration().Replace(text, "00:00:00.0");
        text = Seconds().Replace(text, "# s");
        text = Rate().Replace(text, "# $1/s");
        return Progress().Replace(text, "");
    }

    [GeneratedRegex(@"/tmp/sluice test [A-Za-z0-9]+")]
    private static partial Regex TemporaryPath();

    [GeneratedRegex(@"\d\d:\d\d:\d\d\.\d+")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b\d+(\.\d+)? s\b")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"\b[\d,.]+ (units|rows)/s")]
    private static partial Regex Rate();

    // How many of these there are depends on how fast the machine is.
    [GeneratedRegex(@"^.* elapsed\n", RegexOptions.Multiline)]
    private static partial Regex Progress();
}
