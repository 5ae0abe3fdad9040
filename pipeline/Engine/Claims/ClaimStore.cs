using System.Globalization;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Claims;

/// <summary>
/// The claims of a stage: <c>claims/BLOCK/UNIT/WORKER</c> for one unit, <c>claims/BLOCK/all/WORKER</c>
/// for all units of a block. A claim appears by the rename of a directory that already bears its
/// holder's name, which fails where anything stands; both kinds lie in the block's directory and so
/// exclude each other. Only a dead holder's own name is ever removed by others.
/// </summary>
public sealed class ClaimStore
{
    /// <summary>Blocks of a stage, however many units it has.</summary>
    public const int Blocks = 1024;

    private const string All = "all";

    // Others come and go in the same block: each try fails for something that has changed since.
    private const int Tries = 100;

    private readonly StagePaths _paths;
    private readonly IClaimFiles _files;
    private readonly WorkerLiveness _liveness;

    /// <summary>Of a stage.</summary>
    /// <param name="paths">Where it keeps its state.</param>
    /// <param name="expiry">After which silence counts as death.</param>
    /// <param name="isDead">Whether a worker is dead for a reason of its own, by its status; null for none.</param>
    public ClaimStore(StagePaths paths, TimeSpan expiry, Func<WorkerStatus, bool>? isDead = null)
        : this(paths, expiry, ClaimFiles.Instance, TimeProvider.System, isDead) { }

    internal ClaimStore(
        StagePaths paths,
        TimeSpan expiry,
        IClaimFiles files,
        TimeProvider clock,
        Func<WorkerStatus, bool>? isDead = null
    )
    {
        _paths = paths;
        _files = files;
        _liveness = new WorkerLiveness(paths, expiry, files, clock, isDead);
    }

    /// <summary>The block of a unit: by its key alone, so that all plans and widths agree.</summary>
    public static int BlockOf(string unit) => BlockOfName(NameOf(unit));

    /// <summary>Claims a unit; null while another live worker holds it or its block.</summary>
    /// <exception cref="FenceLost">The worker was held for dead.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public UnitClaim? TryClaim(string unit, Fence fence)
    {
        var name = NameOf(unit);
        var block = DirectoryOf(BlockOfName(name));
        var directory = Path.Combine(block, name);
        if (!TryPlace(fence, within: null, directory))
            return null;
        // Looked at only now: from here on no claim of the whole block can appear.
        var all = Path.Combine(block, All);
        // And who narrowed the block to this unit meanwhile stands beside us: looked at last, since
        // that is there before the block is free.
        if ((!_files.Exists(all) || TryFree(all)) && IsAlone(directory, fence.Worker))
            return new UnitClaim(_files, directory, fence.Worker);
        Release(_files, directory, fence.Worker);
        return null;
    }

    /// <summary>Claims a block; null while another live worker holds it or one of its units.</summary>
    /// <inheritdoc cref="TryClaim" path="/exception"/>
    public BlockClaim? TryClaimBlock(int block, Fence fence)
    {
        var directory = DirectoryOf(block);
        return TryPlace(fence, All, directory)
            ? new BlockClaim(_files, Path.Combine(directory, All), fence.Worker)
            : null;
    }

    /// <summary>Who holds a unit or its block, or null.</summary>
    public string? HolderOf(string unit)
    {
        var name = NameOf(unit);
        var block = DirectoryOf(BlockOfName(name));
        return _files
            .Names(Path.Combine(block, name))
            .Concat(_files.Names(Path.Combine(block, All)))
            .FirstOrDefault();
    }

    /// <summary>Takes the fences and claims of dead workers away, and what a kill left half-made.</summary>
    public void Sweep()
    {
        Fence.Sweep(_paths, _liveness, _files);
        foreach (var block in _files.Names(_paths.Claims))
        {
            var directory = Path.Combine(_paths.Claims, block);
            foreach (var entry in _files.Names(directory))
                TryFree(Path.Combine(directory, entry));
            // Fails where someone holds something: then it is theirs.
            _ = _files.RemoveDirectory(directory);
        }
    }

    /// <summary>Whether a worker has ended or been silent for longer than a worker may be.</summary>
    internal bool IsDead(string worker) => _liveness.IsDead(worker);

    private bool IsAlone(string directory, string worker)
    {
        var names = _files.Names(directory);
        return names.Count == 1 && names[0] == worker;
    }

    internal static string NameOf(string unit) => Sha256Hex.OfText(unit)[..32];

    internal static void Release(IClaimFiles files, string directory, string worker)
    {
        if (files.RemoveDirectory(Path.Combine(directory, worker)) != 0)
            return;
        // Each fails when another has claimed since: then it is theirs.
        if (files.RemoveDirectory(directory) == 0)
            _ = files.RemoveDirectory(Path.GetDirectoryName(directory)!);
    }

    private static int BlockOfName(string name) =>
        int.Parse(name.AsSpan(0, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Blocks;

    private string DirectoryOf(int block) =>
        Path.Combine(_paths.Claims, block.ToString("x3", CultureInfo.InvariantCulture));

    private bool TryPlace(Fence fence, string? within, string directory)
    {
        var prepared = fence.PrepareClaim(within);
        for (var tries = 0; tries < Tries; tries++)
            switch (_files.Rename(prepared, directory))
            {
                case 0:
                    return true;
                case Native.ErrorNotFound:
                    fence.ThrowIfLost();
                    MakeParent(directory);
                    break;
                case Native.ErrorExists or Native.ErrorNotEmpty:
                    if (!TryFreeAll(within is null ? [directory] : Entries(directory)))
                    {
                        _files.RemoveTree(prepared);
                        return false;
                    }
                    break;
                case var error:
                    throw Disk.Failure("cannot claim", directory, error);
            }
        _files.RemoveTree(prepared);
        return false;
    }

    private IEnumerable<string> Entries(string block) =>
        _files.Names(block).Select(name => Path.Combine(block, name));

    private bool TryFreeAll(IEnumerable<string> entries)
    {
        foreach (var entry in entries)
            if (!TryFree(entry))
                return false;
        return true;
    }

    // An entry that names nobody is one being released: a claim appears with its holder in it.
    private bool TryFree(string entry)
    {
        foreach (var holder in _files.Names(entry))
        {
            if (!_liveness.IsDead(holder))
                return false;
            Fence.Take(_paths, holder, _files);
            if (
                _files.RemoveDirectory(Path.Combine(entry, holder))
                is not (0 or Native.ErrorNotFound)
                    and var error
            )
                throw Disk.Failure("cannot free", entry, error);
        }
        _ = _files.RemoveDirectory(entry);
        return true;
    }

    private void MakeParent(string directory)
    {
        var parent = Path.GetDirectoryName(directory)!;
        if (_files.MakeDirectory(parent) == Native.ErrorNotFound)
        {
            MakeParent(parent);
            _ = _files.MakeDirectory(parent);
        }
    }
}
