using Sluice.Engine;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Submit;

/// <summary>
/// Hands arrays to sbatch, once each whatever happens: when an answer is lost, the array is looked for
/// by its unique name before it is tried again.
/// </summary>
/// <param name="tools">Slurm's commands.</param>
/// <param name="patience">How long a controller that does not answer is tried again.</param>
/// <param name="tell">Told about what is waited for.</param>
/// <param name="clock">The time.</param>
internal sealed class Submission(
    ISlurmCommands tools,
    TimeSpan patience,
    Action<string> tell,
    TimeProvider clock
)
{
    // Exit codes above are of programs that a signal ended.
    private const int FirstSignal = 128;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    // After a lost answer the controller may still be at work on the question, and one of squeue's may
    // be cut off; those without a single job are the likeliest to be none.
    private const int Looks = 3;
    private const int EmptyLooks = 5;

    // What sbatch says when the controller may or may not have taken the job.
    private static readonly string[] s_lost =
    [
        "timed out",
        "Zero Bytes were transmitted",
        "Transport endpoint",
    ];

    // What it says when it certainly has not, and may later.
    private static readonly string[] s_later =
    [
        "Unable to contact slurm controller",
        "Connection refused",
        "temporarily unable to accept job",
        "Resource temporarily unavailable",
        "Slurm backup controller",
        "connect failure",
    ];

    /// <summary>Submits one array.</summary>
    /// <param name="array">Which.</param>
    /// <param name="script">Absolute path of its script.</param>
    /// <param name="after">Ids of jobs that must have ended before.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="UserError">Slurm refuses it, or does not answer for too long.</exception>
    public async Task<string> SubmitAsync(
        ArrayJob array,
        string script,
        IReadOnlyList<string> after
    )
    {
        var arguments = Arguments(script, after);
        var started = clock.GetTimestamp();
        var wait = s_shortest;
        while (true)
        {
            var answer = await tools.RunAsync("sbatch", arguments);
            if (answer.IsDone && JobId(answer.Out) is { } job)
                return job;
            // Nor is anything known of one that a signal ended, or that said nothing.
            var isLost =
                answer.IsDone
                || answer.ExitCode > FirstSignal
                || answer.Error.Length == 0
                || Says(answer, s_lost);
            if (isLost && await FindAsync(array, started) is { } found)
            {
                tell($"{array.Label}: sbatch said \"{answer.Said}\", but the job stands: {found}");
                return found;
            }
            if (!isLost && !Says(answer, s_later))
                throw new UserError($"{array.Label}: {Refusal(answer, array)}", ExitCode.Refused);
            if (clock.GetElapsedTime(started) + wait > patience)
                throw new UserError(
                    $"{array.Label}: Slurm does not answer ({answer.Said}); nothing is lost: run the same command again when it does",
                    ExitCode.Refused
                );
            tell($"{array.Label}: {answer.Said}; trying again in {wait.TotalSeconds:0} s");
            await Task.Delay(wait, clock);
            wait = wait * 2 < s_longest ? wait * 2 : s_longest;
        }
    }

    /// <summary>What sbatch is given.</summary>
    public static IReadOnlyList<string> Arguments(string script, IReadOnlyList<string> after) =>
        [
            "--parsable",
            .. after.Count > 0
                ? [$"--dependency=afterany:{string.Join(':', after)}"]
                : Array.Empty<string>(),
            script,
        ];

    /// <summary>The id in an answer of sbatch --parsable: "123", or "123;cluster".</summary>
    internal static string? JobId(string text) =>
        text.Trim().Split('\n')[^1].Split(';')[0] is { Length: > 0 } id && id.All(char.IsAsciiDigit)
            ? id
            : null;

    // Null only once Slurm has answered, several times, that it has no such job.
    private async Task<string?> FindAsync(ArrayJob array, long started)
    {
        var seesJobs = false;
        for (var looks = 0; looks < (seesJobs ? Looks : EmptyLooks); )
        {
            await Task.Delay(s_shortest, clock);
            var answer = QueueAnswer.Of(
                await tools.RunAsync("squeue", SqueueOutput.Arguments),
                Environment.UserName
            );
            if (answer.Error is null)
            {
                looks++;
                seesJobs |= answer.Jobs.Count > 0;
                if (answer.IdOf(array) is { } job)
                    return job;
            }
            else if (clock.GetElapsedTime(started) > patience)
                throw new UserError(
                    $"{array.Label}: sbatch's answer was lost, and squeue does not say whether the job stands ({answer.Error}); run the same command again: it finds the job by its name",
                    ExitCode.Refused
                );
        }
        return null;
    }

    private static bool Says(ToolResult answer, string[] texts) =>
        texts.Any(text => answer.Error.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static string Refusal(ToolResult answer, ArrayJob array)
    {
        // "sbatch: error: invalid partition specified: x", then "… Batch job submission failed: …".
        var lines = answer.Error.Split('\n').Select(l => l.Replace("sbatch: error: ", "").Trim());
        return $"sbatch refuses: {string.Join("; ", lines)}; {Remedy(answer, array)}";
    }

    // AssocMaxSubmitJobLimit, QOSMaxSubmitJobPerUserLimit, AssocGrpSubmitJobsLimit and their like.
    private static string Remedy(ToolResult answer, ArrayJob array) =>
        !Says(answer, ["SubmitJob", "job submit limit", "Invalid job array specification"])
            ? "change the profile (--dryrun shows the script)"
        : array.Elements > 1
            ? $"these are {array.Elements:N0} elements: fewer by --shards, or wait until other jobs have ended"
        : "even one job is too many now: wait until others have ended, or name another account, qos or partition in the profile";
}
