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
    public UnitClaim? NarrowTo(string unit)
    {
        var path = Path.Combine(Path.GetDirectoryName(_directory)!, ClaimStore.NameOf(unit));
        return _files.Rename(_directory, path) == 0 ? new UnitClaim(_files, path, _worker) : null;
    }

    /// <summary>Gives the block back.</summary>
    public void Release() => ClaimStore.Release(_files, _directory, _worker);
}
