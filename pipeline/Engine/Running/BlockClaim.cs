using Sluice.Engine.Files;

namespace Sluice.Engine.Running;

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
    /// anyone's from then on.
    /// </summary>
    /// <returns>Null when it cannot be done just now, because another looks at the unit: try again.</returns>
    /// <exception cref="IOException">Refused: it may have been done all the same, so the block is not to be relied on.</exception>
    public UnitClaim? NarrowTo(string unit)
    {
        var path = Path.Combine(Path.GetDirectoryName(_directory)!, ClaimStore.NameOf(unit));
        return _files.Rename(_directory, path) switch
        {
            0 => new UnitClaim(_files, path, _worker),
            Native.ErrorExists or Native.ErrorNotEmpty => null,
            var error => throw Disk.Failure("cannot narrow a claim to", path, error),
        };
    }

    /// <summary>Gives the block back.</summary>
    public void Release() => ClaimStore.Release(_files, _directory, _worker);
}
