using System.Globalization;
using Sluice.Engine.Files;
using Sluice.Engine.Processes;

namespace Sluice.Engine.Running;

/// <summary>
/// A worker's lease on a unit, and the place where the unit's outputs are staged. The staging
/// directory bears the worker's name inside the claim: a takeover renames it away, token and all, so
/// a worker that lost its claim has nothing left to commit.
/// </summary>
public sealed class Claim
{
    internal const string ProcessFile = ".process";

    // Made with the claim and never again: a directory that a late command made anew under the old
    // name has none, and is no claim.
    internal const string Mark = ".claim";

    private readonly string _directory;
    private readonly string _holder;

    internal Claim(string directory, string worker)
    {
        _directory = directory;
        _holder = Path.Combine(directory, worker);
        Staging = Path.Combine(_holder, "out");
    }

    /// <summary>Where outputs are written before they are committed.</summary>
    public string Staging { get; }

    /// <summary>False once another worker took the unit over.</summary>
    public bool IsHeld => File.Exists(Path.Combine(_holder, Mark));

    /// <summary>Empties the staging directory for another attempt.</summary>
    /// <exception cref="IOException">The claim was lost.</exception>
    public void ResetStaging()
    {
        if (Directory.Exists(Staging))
            Directory.Delete(Staging, recursive: true);
        // Never the directories above it: they are gone with the claim.
        if (Disk.TryMakeDirectory(Staging) is not (0 or Native.ErrorExists) and var error)
            throw Disk.Failure("cannot make the directory", Staging, error);
    }

    /// <summary>Notes the process that does the unit, so that whoever takes over can end it first.</summary>
    internal void Note(RunningProcess process) =>
        File.WriteAllText(
            Path.Combine(_holder, ProcessFile),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{process.Id} {WorkerIdentity.StartOf(process.Id)}"
            )
        );

    /// <summary>Gives the unit back in one step; what is left of the staging directory goes after.</summary>
    public void Release()
    {
        var grave = ClaimGrave.Under(Path.GetDirectoryName(_directory)!);
        // Without its mark it was taken over: what lies there now is not ours to give back.
        if (!IsHeld || Native.Rename(_holder, grave) != 0)
            return;
        // Fails when another worker has claimed it since: then it is theirs.
        _ = Native.RemoveDirectory(_directory);
        ClaimGrave.Remove(grave);
    }
}
