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
    private const string TokenFile = ".held";

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

    /// <summary>
    /// False once another worker took the unit over. The directory proves nothing: a worker or a
    /// command that slept through the takeover may make its output directory anew.
    /// </summary>
    public bool IsHeld => File.Exists(Path.Combine(_holder, TokenFile));

    /// <summary>Empties the staging directory for another attempt.</summary>
    /// <exception cref="IOException">The claim was lost, or the disk refuses.</exception>
    public void ResetStaging()
    {
        if (Directory.Exists(Staging))
            Directory.Delete(Staging, recursive: true);
        Durable.TryCreateDirectory(Staging);
    }

    /// <summary>Makes the directory that a rename turns into the claim.</summary>
    internal static void Prepare(string directory, string worker)
    {
        var holder = Path.Combine(directory, worker);
        Directory.CreateDirectory(Path.Combine(holder, "out"));
        File.Create(Path.Combine(holder, TokenFile)).Dispose();
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

    /// <summary>Gives the unit back.</summary>
    public void Release()
    {
        try
        {
            if (Directory.Exists(_holder))
                Directory.Delete(_holder, recursive: true);
        }
        catch (IOException)
        {
            // Taken over at this moment, or a process that escaped still writes here: whoever sweeps
            // once this worker has ended removes it.
        }
        // Fails when another worker has claimed it since: then it is theirs.
        _ = Native.RemoveDirectory(_directory);
    }
}
