using Sluice.Engine.Claims;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Upkeep;

/// <summary>What drivers and lookers do about workers of the past.</summary>
/// <param name="paths">Where the stage keeps its state.</param>
/// <param name="claims">Judges who is dead.</param>
public sealed class WorkerSweep(StagePaths paths, ClaimStore claims)
{
    /// <summary>Ends what killed workers of this machine left running.</summary>
    public void Processes() =>
        Orphans.Kill([
            .. Files()
                .Select(WorkerStatus.Read)
                .OfType<WorkerStatus>()
                .Where(s => s.ExitCode is null && s.Worker.IsRunning() == false)
                .Select(s => s.Worker.Id),
        ]);

    /// <summary>Removes the status files of workers that have ended.</summary>
    public void StatusFiles()
    {
        foreach (var file in Files())
            if (IsDead(file))
                Disk.Delete(file);
    }

    /// <summary>Workers that live, by their status; empty when nobody works on the stage.</summary>
    public IReadOnlyList<WorkerStatus> Living() =>
        [.. Files().Where(file => !IsDead(file)).Select(WorkerStatus.Read).OfType<WorkerStatus>()];

    private bool IsDead(string file) => claims.IsDead(Path.GetFileNameWithoutExtension(file));

    private string[] Files() =>
        Directory.Exists(paths.Workers) ? Directory.GetFiles(paths.Workers, "*.json") : [];
}
