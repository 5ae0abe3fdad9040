using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Slurm.Runs;

/// <summary>What an element printed before any worker of it could say anything: why its tasks never began.</summary>
internal static partial class ElementOutput
{
    private const int Read = 16_384;
    private const int MostText = 300;

    /// <summary>The line that says why.</summary>
    /// <param name="run">Whose.</param>
    /// <param name="element">Which element; null comes back unless it failed.</param>
    public static string? Of(SlurmRun run, ElementState element)
    {
        if (element.State.State != "FAILED")
            return null;
        var paths = new RunPaths(run.Workspace, run.Id);
        try
        {
            using var file = new FileStream(
                paths.Output(
                    element.Array.Label,
                    element.Element.ToString(System.Globalization.CultureInfo.InvariantCulture)
                ),
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            file.Seek(-Math.Min(file.Length, Read), SeekOrigin.End);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return Decisive(reader.ReadToEnd());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Of several lines the last in which srun says what is wrong, else one of Slurm's daemon on the
    /// node, else the last of all; never one that only says that something ended. Pure.
    /// </summary>
    /// <returns>Null when there is none.</returns>
    public static string? Decisive(string text)
    {
        var lines = text.Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !Consequence().IsMatch(line))
            .ToList();
        var line =
            lines.FindLast(line => Srun().IsMatch(line))
            ?? lines.FindLast(line =>
                line.StartsWith("slurmstepd: error: ", StringComparison.Ordinal)
            )
            ?? lines.LastOrDefault();
        return line is { Length: > MostText } ? $"{line[..MostText]}…" : line;
    }

    [GeneratedRegex(
        @"^srun: (?:(?:error|fatal): |unrecognized option|invalid option|option .* requires|ambiguous option)"
    )]
    private static partial Regex Srun();

    [GeneratedRegex(
        @"^srun: (?:error: )?(?:\S+: )?(?:tasks? [0-9,-]+: (?:Exited|Killed|Terminated|Aborted|Out Of Memory)|Terminating |Force Terminated |Job step aborted|Timed out waiting|First task exited|launch/|got SIG|forcing job termination|job \d+ (?:queued|has been allocated))|^slurmstepd: error: \*\*\* |^Try .* for more information"
    )]
    private static partial Regex Consequence();
}
