using Sluice.Engine;

namespace Sluice.Slurm.Queue;

/// <summary>
/// Cancels arrays by their unique name together with their id: an id alone may be another's job since
/// somebody looked. Always whole arrays: together with a name scancel takes an element's id for that of
/// all its siblings that have not begun (Slurm 22.05).
/// </summary>
/// <param name="tools">Slurm's commands.</param>
internal sealed class Scancel(ISlurmCommands tools)
{
    // Of one that has ended meanwhile.
    private const string Ended = "Invalid job id specified";

    /// <summary>Cancels what is left of an array.</summary>
    /// <returns>Why not; null when it was, or has ended.</returns>
    /// <exception cref="UserError">There is no scancel.</exception>
    public Task<string?> AllAsync(string name, string job) => RunAsync([$"--name={name}", job]);

    /// <summary>Cancels those elements of an array that are queued, held or suspended.</summary>
    /// <returns>Why not; null when they were.</returns>
    /// <exception cref="UserError">There is no scancel.</exception>
    public async Task<string?> WaitingAsync(string name, string job) =>
        await RunAsync(["--state=PENDING", $"--name={name}", job])
        ?? await RunAsync(["--state=SUSPENDED", $"--name={name}", job]);

    private async Task<string?> RunAsync(string[] arguments)
    {
        var answer = await tools.RunAsync("scancel", arguments);
        if (answer.IsDone)
            return null;
        var errors = answer
            .Error.Split('\n')
            .Where(line => !line.Contains(Ended, StringComparison.Ordinal))
            .ToList();
        return answer.Error.Length > 0 && errors.Count == 0
            ? null
            : $"scancel: {(errors.Count > 0 ? string.Join("; ", errors) : answer.Said)}";
    }
}
