namespace Sluice.Engine.Claims;

/// <summary>A worker's lease on one unit.</summary>
public sealed class UnitClaim
{
    private readonly IClaimFiles _files;
    private readonly string _directory;
    private readonly string _worker;

    internal UnitClaim(IClaimFiles files, string directory, string worker) =>
        (_files, _directory, _worker) = (files, directory, worker);

    /// <summary>Gives the unit back. Taken over meanwhile, it is no longer ours to give.</summary>
    public void Release() => ClaimStore.Release(_files, _directory, _worker);
}
