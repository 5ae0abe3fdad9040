using System.Globalization;

namespace Sluice.Slurm.Queue;

/// <summary>What squeue prints in the format asked for here. Pure.</summary>
internal static class SqueueOutput
{
    private const string User = "|user:";

    // Of hidden partitions too: whoever may submit there is not shown his own jobs otherwise.
    private static readonly string[] s_format =
    [
        "--all",
        "--array",
        "--noheader",
        "--states=all",
        $"--format=%F|%K|%A|%T|%N|%j|%r{User}%u",
    ];

    /// <summary>
    /// For all the user's jobs. Array's id, index, id, state, node, name; then the reason, which may
    /// hold anything, and whose it is.
    /// </summary>
    public static IReadOnlyList<string> Arguments { get; } = ["--me", .. s_format];

    /// <summary>The same for jobs of these names, whosever they are.</summary>
    public static IReadOnlyList<string> ArgumentsFor(IEnumerable<string> names) =>
        [$"--name={string.Join(',', names)}", .. s_format];

    /// <summary>Reads it.</summary>
    /// <returns>Elements of arrays, and the lines that are none of a job.</returns>
    public static (IReadOnlyList<JobState> Jobs, IReadOnlyList<string> Unread) Parse(string text)
    {
        var jobs = new List<JobState>();
        var unread = new List<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('|', 7);
            if (
                fields.Length != 7
                || !IsNumber(fields[0])
                || fields[3].Length == 0
                || fields[3].Any(c => c is not ('_' or (>= 'A' and <= 'Z')))
            )
            {
                unread.Add(line);
                continue;
            }
            var (reason, user) = fields[6].LastIndexOf(User, StringComparison.Ordinal)
                is >= 0
                    and var end
                ? (fields[6][..end], fields[6][(end + User.Length)..].Trim())
                : (fields[6], "");
            // Several are elements of an array that ended before they were told apart.
            jobs.AddRange(
                (
                    NoneAsEmpty(fields[1]).Length == 0 ? [JobState.NoArray] : Elements(fields[1])
                ).Select(index => new JobState(
                    fields[0],
                    index,
                    fields[3],
                    NoneAsEmpty(reason.Trim()),
                    NoneAsEmpty(fields[4]),
                    fields[5]
                )
                {
                    User = user,
                })
            );
        }
        return (jobs, unread);
    }

    /// <summary>The indexes of "0-3,7%2"; none for what is no array.</summary>
    internal static IEnumerable<int> Elements(string text)
    {
        foreach (var part in text.Split('%')[0].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (
                ends.Length > 2
                || !int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last)
                || last - first > 10_000_000
            )
                continue;
            for (var i = first; i <= last; i++)
                yield return i;
        }
    }

    internal static string NoneAsEmpty(string text) =>
        text is "None" or "(null)" or "N/A" or "None assigned" ? "" : text;

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
