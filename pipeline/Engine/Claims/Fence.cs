using System.Globalization;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Claims;

/// <summary>
/// A worker's own directory, in which all it makes is staged and from which it claims. Whoever holds
/// the worker for dead renames it away before touching any of its claims: from then on the worker,
/// should it live after all, can claim and commit nothing, because what it would rename is gone.
/// </summary>
public sealed class Fence : IDisposable
{
    // Made with the fence and never again: a directory that a late command made anew under the old
    // name has none.
    private const string Mark = ".fence";

    private readonly IClaimFiles _files;
    private readonly string _staging;
    private int _prepared;

    private Fence(StagePaths paths, string worker, IClaimFiles files)
    {
        _files = files;
        _staging = paths.Staging;
        Worker = worker;
        Directory = Path.Combine(_staging, worker);
    }

    public string Worker { get; }

    /// <summary>Absolute.</summary>
    public string Directory { get; }

    /// <summary>False once the worker was held for dead.</summary>
    public bool IsHeld => _files.Exists(Path.Combine(Directory, Mark));

    /// <summary>Makes a worker's fence. Its status file must stand already: without one it counts as dead.</summary>
    public static Fence Raise(StagePaths paths, string worker) =>
        Raise(paths, worker, ClaimFiles.Instance);

    internal static Fence Raise(StagePaths paths, string worker, IClaimFiles files)
    {
        var fence = new Fence(paths, worker, files);
        foreach (var directory in (string[])[paths.Root, paths.Staging, fence.Directory])
            fence.Make(directory);
        files.MakeFile(Path.Combine(fence.Directory, Mark));
        return fence;
    }

    /// <summary>Where the worker's n-th unit under way stages its outputs; not made yet.</summary>
    public string Slot(int n) => Path.Combine(Directory, n.ToString(CultureInfo.InvariantCulture));

    /// <summary>Takes it down at the worker's end, with all that is still staged.</summary>
    public void Dispose()
    {
        try
        {
            Take(_staging, Worker, _files, endProcesses: false);
        }
        catch (IOException)
        {
            // The worker's status says that it has ended: the next sweep gets it.
        }
    }

    /// <summary>Takes a dead worker's fence away and ends what it left running.</summary>
    internal static void Take(StagePaths paths, string worker, IClaimFiles files) =>
        Take(paths.Staging, worker, files, endProcesses: true);

    /// <summary>Removes what takers who died themselves left behind, and fences of dead workers.</summary>
    internal static void Sweep(StagePaths paths, WorkerLiveness liveness, IClaimFiles files)
    {
        foreach (var name in files.Names(paths.Staging))
            if (name.StartsWith('.'))
                files.RemoveTree(Path.Combine(paths.Staging, name));
            else if (liveness.IsDead(name))
                Take(paths, name, files);
    }

    /// <summary>A directory within the fence, ready to be renamed onto a claim's name; it holds the worker's name.</summary>
    /// <param name="within">Directory around the worker's name, or null.</param>
    internal string PrepareClaim(string? within)
    {
        var n = Interlocked.Increment(ref _prepared);
        var path = Path.Combine(Directory, $".claim{n.ToString(CultureInfo.InvariantCulture)}");
        Make(path);
        var inner = within is null ? path : Path.Combine(path, within);
        if (within is not null)
            Make(inner);
        Make(Path.Combine(inner, Worker));
        return path;
    }

    /// <summary>Ends the worker's doings when it has been held for dead.</summary>
    /// <exception cref="FenceLost">It has.</exception>
    internal void ThrowIfLost()
    {
        if (!IsHeld)
            throw new FenceLost(Worker);
    }

    private void Make(string directory)
    {
        var error = _files.MakeDirectory(directory);
        if (error == Native.ErrorNotFound && directory.Length > Directory.Length)
            throw new FenceLost(Worker);
        if (error == Native.ErrorNotFound)
        {
            // The stage's own directories: the first of all its workers makes them.
            Disk.MakeDirectories(Path.GetDirectoryName(directory)!);
            error = _files.MakeDirectory(directory);
        }
        if (error is not (0 or Native.ErrorExists))
            throw Disk.Failure("cannot make the directory", directory, error);
    }

    private static void Take(string staging, string worker, IClaimFiles files, bool endProcesses)
    {
        var grave = Path.Combine(staging, $".taken-{Guid.NewGuid():n}");
        var error = files.Rename(Path.Combine(staging, worker), grave);
        if (error is not (0 or Native.ErrorNotFound))
            throw Disk.Failure("cannot take away", Path.Combine(staging, worker), error);
        // Gone means that another contender took it; that one may not have got so far yet.
        if (endProcesses)
            files.EndProcesses(worker);
        if (error == 0)
            files.RemoveTree(grave);
    }
}
