using System.Diagnostics;
using System.Runtime.InteropServices;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Running;

/// <summary>
/// The claims of a stage. A claim is a directory that appears by a rename, already bearing its
/// holder's name; it is taken over by renaming it away. Both are atomic on every POSIX file system.
/// </summary>
/// <param name="paths">Where the stage keeps its state.</param>
/// <param name="expiry">After which silence counts as death.</param>
public sealed class ClaimStore(StagePaths paths, TimeSpan expiry)
{
    // A jump of the clock makes everyone look silent for one beat: silence must also be seen to last.
    private static readonly TimeSpan Confirmation = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, (long Modified, long Since)> _silent = [];
    private readonly Lock _gate = new();

    /// <summary>Claims a unit for a worker; null while another live worker holds it.</summary>
    public Claim? TryAcquire(string unit, string worker)
    {
        var name = Sha256Hex.OfText(unit)[..32];
        var directory = Path.Combine(paths.Claims, name);
        var prepared = Path.Combine(paths.Claims, $"{name}.{worker}");
        Prepare(Path.Combine(prepared, worker));
        while (true)
        {
            // Fails when the claim stands: a directory that is not empty is never replaced.
            if (Native.Rename(prepared, directory) == 0)
                return new Claim(directory, worker);
            var error = Marshal.GetLastPInvokeError();
            if (error == Native.ErrorNotFound)
            {
                // Another run's sweep met it half-made.
                Prepare(Path.Combine(prepared, worker));
                continue;
            }
            if (error is not (Native.ErrorExists or Native.ErrorNotEmpty))
                throw Refused(directory, error);
            if (HolderOf(directory) is not { } holder)
                continue;
            if (!HasEnded(directory, holder))
            {
                ClaimGrave.Remove(prepared);
                return null;
            }
            // Gone means that another contender took it; any other refusal would last.
            if (TakeAway(directory, holder) is not (0 or Native.ErrorNotFound) and var refusal)
                throw Refused(directory, refusal);
        }
    }

    /// <summary>Who holds a unit's claim now, or null.</summary>
    public string? HolderOfUnit(string unit) =>
        HolderOf(Path.Combine(paths.Claims, Sha256Hex.OfText(unit)[..32]));

    /// <summary>Ends what killed workers of this machine left running.</summary>
    public void SweepProcesses()
    {
        if (Directory.Exists(paths.Workers))
            Orphans.Kill([
                .. Directory
                    .EnumerateFiles(paths.Workers, "*.json")
                    .Select(WorkerStatus.Read)
                    .OfType<WorkerStatus>()
                    .Where(s => s.ExitCode is null && s.Worker.IsRunning() == false)
                    .Select(s => s.Worker.Id),
            ]);
    }

    /// <summary>Removes the status files of workers that have ended.</summary>
    public void SweepWorkers()
    {
        if (!Directory.Exists(paths.Workers))
            return;
        foreach (var file in Directory.EnumerateFiles(paths.Workers, "*.json").ToList())
            if (IsDead(Path.GetFileNameWithoutExtension(file)))
                File.Delete(file);
    }

    /// <summary>Workers that live, by their status; empty when nobody works on the stage.</summary>
    public IReadOnlyList<WorkerStatus> Living() =>
        !Directory.Exists(paths.Workers)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(paths.Workers, "*.json")
                    .Where(file => !IsDead(Path.GetFileNameWithoutExtension(file)))
                    .Select(WorkerStatus.Read)
                    .OfType<WorkerStatus>(),
            ];

    /// <summary>Removes what dead workers left: claims, the processes that did the units, half-made claims.</summary>
    public void SweepClaims()
    {
        if (!Directory.Exists(paths.Claims))
            return;
        foreach (var directory in Directory.EnumerateDirectories(paths.Claims).ToList())
        {
            var name = Path.GetFileName(directory);
            if (ClaimGrave.Is(name))
                ClaimGrave.Bury(directory);
            else if (name.IndexOf('.') is > 0 and var dot)
            {
                // Being made by the worker it names: not even an empty one is ours while that lives.
                if (IsDead(name[(dot + 1)..]))
                    ClaimGrave.Bury(directory);
            }
            else
            {
                if (HolderOf(directory) is { } holder && IsDead(holder))
                    TakeAway(directory, holder);
                // Fails where someone holds or has just claimed it: then it is theirs.
                _ = Native.RemoveDirectory(directory);
            }
        }
    }

    private static void Prepare(string holder)
    {
        for (var tries = 0; ; tries++)
            try
            {
                Directory.CreateDirectory(Path.Combine(holder, "out"));
                File.WriteAllBytes(Path.Combine(holder, Claim.Mark), []);
                return;
            }
            catch (DirectoryNotFoundException) when (tries < 100)
            {
                // A sweep of another run removed what was still empty.
            }
    }

    /// <summary>Whether what lies in a claim's directory is nobody's: its worker is dead, or it was never a claim.</summary>
    private bool HasEnded(string directory, string holder) =>
        !File.Exists(Path.Combine(directory, holder, Claim.Mark)) || IsDead(holder);

    private bool IsDead(string worker)
    {
        var file = Heartbeat.FileOf(paths.Workers, worker);
        if (FileIdentity.Of(file) is not { } beat)
            return true;
        if (WorkerStatus.Read(file) is { } status)
        {
            if (status.ExitCode is not null || status.Worker.IsRunning() == false)
                return true;
        }
        var silence = FileSystemClock.Now(paths.Root) - beat.Modified;
        var now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            if (silence < expiry.TotalNanoseconds)
            {
                _silent.Remove(worker);
                return false;
            }
            if (!_silent.TryGetValue(worker, out var seen) || seen.Modified != beat.Modified)
                _silent[worker] = seen = (beat.Modified, now);
            return Stopwatch.GetElapsedTime(seen.Since, now) >= Confirmation;
        }
    }

    // Only the dead holder's own directory is moved: if another has taken over in between, there is
    // nothing of that name to move, and the new holder is not disturbed.
    // Returns 0 or the system's error.
    private int TakeAway(string directory, string holder)
    {
        var grave = ClaimGrave.Under(paths.Claims);
        if (Native.Rename(Path.Combine(directory, holder), grave) != 0)
            return Marshal.GetLastPInvokeError();
        ClaimGrave.Bury(grave);
        return 0;
    }

    private static IOException Refused(string directory, int error) =>
        new($"cannot claim {directory}: {Marshal.GetPInvokeErrorMessage(error)}", error);

    private static string? HolderOf(string directory)
    {
        try
        {
            return Directory
                .EnumerateFileSystemEntries(directory)
                .Select(Path.GetFileName)
                .FirstOrDefault();
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }
}
