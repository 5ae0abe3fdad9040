using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Slurm.Queue;

namespace Sluice.Slurm.Runs;

/// <summary>The runs of a workspace on disk.</summary>
internal static class SlurmRuns
{
    /// <summary>Runs whose jobs have all ended that are kept.</summary>
    private const int Kept = 20;

    /// <summary>A new run's id.</summary>
    public static string NewId(DateTimeOffset now) =>
        $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("n")[..6]}";

    /// <summary>Writes a run durably.</summary>
    public static void Write(SlurmRun run) =>
        Durable.Write(
            new RunPaths(run.Workspace, run.Id).Run,
            JsonSerializer.Serialize(run, SlurmJson.Readable.SlurmRun)
        );

    /// <summary>Reads a run.</summary>
    /// <exception cref="UserError">It is missing, damaged, or of a newer version.</exception>
    public static SlurmRun Read(RunPaths paths)
    {
        try
        {
            var run =
                JsonSerializer.Deserialize(
                    Disk.ReadAllBytes(paths.Run),
                    SlurmJson.Readable.SlurmRun
                ) ?? throw new JsonException("it is empty");
            if (!IsWhole(run))
                throw new JsonException("parts of it are missing");
            return run.Version <= SlurmRun.CurrentVersion
                ? run
                : throw new UserError(
                    $"{paths.Run}: written by a newer version of Sluice; use that version"
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserError($"{paths.Run}: this run cannot be read ({e.Message})");
        }
    }

    // What was written whole has all of these; an editor may have been at it.
    private static bool IsWhole(SlurmRun run) =>
        run is { Stages: not null, Workspace: not null, Home: not null, Id: not null }
        && run.Stages.All(stage =>
            stage is { Name: not null, Arrays: not null, After: not null, Adopted: not null }
            && stage.Arrays.All(array =>
                array
                    is { Label: not null, JobName: not null, After: not null, AfterJobs: not null }
            )
        );

    /// <summary>All runs of a workspace, the newest first. One that cannot be read is told and left out.</summary>
    public static IReadOnlyList<SlurmRun> All(string workspace, Action<string> tell)
    {
        var runs = new List<SlurmRun>();
        foreach (var directory in Directories(workspace))
            try
            {
                var paths = new RunPaths(directory);
                var run = Read(paths);
                if (IsAtHome(run, paths))
                    runs.Add(run.User is null ? run with { User = OwnerOf(paths) } : run);
                else
                    tell(
                        $"{directory}: this run is of {run.Workspace}, of which this is a copy, or which was moved: left out; remove it to be told no more"
                    );
            }
            catch (UserError e)
            {
                tell(e.Message);
            }
        return runs;
    }

    // Of a run that does not say whose it is: another user by his number; null for one's own.
    private static string? OwnerOf(RunPaths paths) =>
        FileOwner.Of(paths.Run) is { } owner && owner != FileOwner.Me ? $"{owner}" : null;

    // The same file, whatever links lead to it: a copy's jobs work in the original.
    private static bool IsAtHome(SlurmRun run, RunPaths paths) =>
        FileIdentity.Of(new RunPaths(run.Workspace, run.Id).Run) is { } home
        && FileIdentity.Of(paths.Run) is { } here
        && home == here;

    /// <summary>
    /// Names of the arrays of runs that <see cref="All"/> leaves out as unreadable: their scripts still
    /// say what they were called.
    /// </summary>
    public static IReadOnlySet<string> LostNames(string workspace)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var all = RunPaths.AllOf(workspace);
        if (!Directory.Exists(all))
            return names;
        foreach (var directory in Directory.EnumerateDirectories(all))
            if (!IsReadable(new RunPaths(directory)))
                names.UnionWith(
                    Directory
                        .EnumerateFiles(directory, "*.sh")
                        .Select(script =>
                            ArrayJob.NameOf(
                                Path.GetFileNameWithoutExtension(script),
                                Path.GetFileName(directory)
                            )
                        )
                );
        return names;
    }

    private static bool IsReadable(RunPaths paths)
    {
        try
        {
            _ = Read(paths);
            return true;
        }
        catch (UserError)
        {
            return false;
        }
    }

    /// <summary>How elements of a run ended, by <see cref="ArrayJob.Label"/>/element.</summary>
    public static Dictionary<string, ElementEnd> Ends(SlurmRun run)
    {
        var paths = new RunPaths(run.Workspace, run.Id);
        try
        {
            return File.Exists(paths.Ended)
                ? JsonSerializer.Deserialize(
                    Disk.ReadAllBytes(paths.Ended),
                    SlurmJson.Readable.DictionaryStringElementEnd
                ) ?? []
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // Kept for show only.
            return [];
        }
    }

    /// <summary>Keeps how elements ended.</summary>
    public static void Write(SlurmRun run, Dictionary<string, ElementEnd> ends)
    {
        try
        {
            Durable.Write(
                new RunPaths(run.Workspace, run.Id).Ended,
                JsonSerializer.Serialize(ends, SlurmJson.Readable.DictionaryStringElementEnd)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever only looks may not be allowed to write here.
        }
    }

    /// <summary>What came of planning a stage in its own job; null when that has not happened.</summary>
    public static LatePlan? ReadPlanned(RunPaths paths, string stage)
    {
        var file = paths.Planned(stage);
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonSerializer.Deserialize(Disk.ReadAllBytes(file), SlurmJson.Readable.LatePlan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UserError(
                $"{file}: cannot be read ({e.Message}); --target=Cancel --stage {stage}, then submit again"
            );
        }
    }

    /// <summary>Keeps what came of planning a stage in its own job.</summary>
    public static void WritePlanned(RunPaths paths, string stage, LatePlan planned) =>
        Durable.Write(
            paths.Planned(stage),
            JsonSerializer.Serialize(planned, SlurmJson.Readable.LatePlan)
        );

    /// <summary>The plan file that a stage of a run goes by; null while it has none.</summary>
    public static string? PlanOf(SlurmRun run, SlurmStage stage) =>
        stage.Plan ?? ReadPlanned(new RunPaths(run.Workspace, run.Id), stage.Name)?.Plan;

    /// <summary>Removes the oldest runs that have ended.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="live">Ids of those that have not.</param>
    public static void Trim(string workspace, IReadOnlySet<string> live)
    {
        foreach (var directory in Directories(workspace).Where(d => !IsLive(d)).Skip(Kept))
            Disk.DeleteTree(directory);
        bool IsLive(string directory) => live.Contains(Path.GetFileName(directory));
    }

    /// <summary>Removes all runs of a workspace, none of which is alive, and the hosts they started.</summary>
    public static void Forget(string workspace)
    {
        var all = RunPaths.AllOf(workspace);
        if (Directory.Exists(all))
            Disk.DeleteTree(all);
    }

    private static IEnumerable<string> Directories(string workspace)
    {
        var all = RunPaths.AllOf(workspace);
        // Ids begin with the time.
        return Directory.Exists(all)
            ? Directory
                .EnumerateDirectories(all)
                .Where(d => File.Exists(new RunPaths(d).Run))
                .OrderDescending(StringComparer.Ordinal)
            : [];
    }
}
