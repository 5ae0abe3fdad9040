using Sluice.Engine.Files;

namespace Sluice.Engine.Claims;

/// <summary>A worker's lease on all units of a block.</summary>
public sealed class BlockClaim
{
    private readonly IClaimFiles _files;
    private readonly string _directory;
    private readonly string _worker;

    internal BlockClaim(IClaimFiles files, string directory, string worker) =>
        (_files, _directory, _worker) = (files, directory, worker);

    /// <summary>
    /// Shrinks the lease to one unit in one step: at no moment is that unit free, and the others are
    /// anyone's from then on. Only the worker's own name is moved, which a takeover has removed.
    /// </summary>
    /// <exception cref="IOException">Refused: it may have been done all the same, so the block is not to be relied on.</exception>
    public UnitClaim NarrowTo(string unit)
    {
        var path = Path.Combine(Path.GetDirectoryName(_directory)!, ClaimStore.NameOf(unit));
        var (from, to) = (Path.Combine(_directory, _worker), Path.Combine(path, _worker));
        int error;
        do
        {
            error = _files.MakeDirectory(path);
            if (error is 0 or Native.ErrorExists)
                error = _files.Rename(from, to);
            // Empty for a moment, the new directory may have been swept.
        } while (error == Native.ErrorNotFound && _files.Exists(from));
        if (error != 0)
            throw Disk.Failure("cannot narrow a claim to", path, error);
        _ = _files.RemoveDirectory(_directory);
        return new UnitClaim(_files, path, _worker);
    }

    /// <summary>Gives the block back.</summary>
    public void Release() => ClaimStore.Release(_files, _directory, _worker);
}
