namespace Sluice.Engine.Slurm;

/// <summary>What sacct prints in the format asked for here. Pure.</summary>
public static class SacctOutput
{
    /// <summary>For arrays by their ids.</summary>
    public static IReadOnlyList<string> Arguments(IEnumerable<string> jobs) =>
        [
            "--noheader",
            "--parsable2",
            "--allocations",
            $"--jobs={string.Join(',', jobs)}",
            "--format=JobID,State,NodeList,JobName",
        ];

    /// <summary>Reads it: the last line of an element counts, since a requeued one has several.</summary>
    public static IReadOnlyList<JobState> Parse(string text)
    {
        var jobs = new Dictionary<(string, int), JobState>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('|');
            if (fields.Length < 4 || fields[0].Split('_') is not [var job, var index])
                continue;
            // "CANCELLED by 1000"
            var state = fields[1].Split(' ')[0].TrimEnd('+');
            foreach (var element in SqueueOutput.Elements(index.Trim('[', ']')))
                jobs[(job, element)] = new JobState(
                    job,
                    element,
                    state,
                    "",
                    SqueueOutput.NoneAsEmpty(fields[2]),
                    fields[3]
                );
        }
        return [.. jobs.Values];
    }
}
