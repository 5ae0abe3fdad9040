namespace Sluice.Slurm.Queue;

/// <summary>What sacct prints in the format asked for here. Pure.</summary>
internal static class SacctOutput
{
    /// <summary>For arrays by their ids: all that ever had them, since ids begin again where a controller lost its state.</summary>
    public static IReadOnlyList<string> Arguments(IEnumerable<string> jobs) =>
        [
            "--noheader",
            "--parsable2",
            "--allocations",
            "--duplicates",
            $"--jobs={string.Join(',', jobs)}",
            "--format=JobID,State,NodeList,JobName,Submit",
        ];

    /// <summary>
    /// Reads it: of an element's lines under one name the one that was submitted last counts, since a
    /// requeued one has several.
    /// </summary>
    public static IReadOnlyList<JobState> Parse(string text)
    {
        var jobs = new Dictionary<(string, int, string), (string Submit, JobState State)>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('|');
            if (fields.Length < 4 || fields[0].Split('_') is not [var job, .. var index])
                continue;
            // "CANCELLED by 1000"
            var state = fields[1].Split(' ')[0].TrimEnd('+');
            var submit = fields.Length > 4 ? fields[4] : "";
            foreach (
                var element in index is [var indexes]
                    ? SqueueOutput.Elements(indexes.Trim('[', ']'))
                    : [JobState.NoArray]
            )
                if (
                    !jobs.TryGetValue((job, element, fields[3]), out var known)
                    || string.CompareOrdinal(known.Submit, submit) <= 0
                )
                    jobs[(job, element, fields[3])] = (
                        submit,
                        new JobState(
                            job,
                            element,
                            state,
                            "",
                            SqueueOutput.NoneAsEmpty(fields[2]),
                            fields[3]
                        )
                    );
        }
        return [.. jobs.Values.Select(job => job.State)];
    }
}
