using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.UpToDate;

namespace Sluice.Engine.Running;

/// <summary>
/// Moves a unit's outputs from staging to their final names: all checked first, then synced, then
/// renamed. A half-written file never stands under a final name.
/// </summary>
public static class OutputCommit
{
    /// <summary>Commits; afterwards names and contents are durable.</summary>
    /// <returns>What the ledger records.</returns>
    /// <exception cref="UnitFailure">An output is missing, empty or not a regular file.</exception>
    /// <exception cref="IOException">The claim was lost, or the disk refuses.</exception>
    public static IReadOnlyList<OutputRecord> Run(Unit unit, string staging, string outputRoot)
    {
        foreach (var output in unit.Outputs)
            Check(unit, output, Path.Combine(staging, output));
        OutputPath.RefuseStaged(unit, staging);
        OutputPath.Refuse(unit, outputRoot);
        var hashes = new string[unit.Outputs.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            var staged = Path.Combine(staging, unit.Outputs[i]);
            Disk.Sync(staged);
            hashes[i] = Sha256Hex.OfFile(staged);
        }

        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in unit.Outputs)
        {
            var final = Path.Combine(outputRoot, output);
            Disk.MakeDirectories(Path.GetDirectoryName(final)!);
            Disk.Rename(Path.Combine(staging, output), final);
            for (
                var directory = Path.GetDirectoryName(final)!;
                directory.Length >= outputRoot.Length && directories.Add(directory);
                directory = Path.GetDirectoryName(directory)!
            ) { }
        }
        foreach (var directory in directories)
            Disk.Sync(directory);

        return
        [
            .. unit.Outputs.Select(
                (output, i) =>
                    new OutputRecord(
                        output,
                        FileIdentity.Of(Path.Combine(outputRoot, output))
                            ?? throw new IOException(
                                $"output `{output}` vanished while it was committed"
                            ),
                        hashes[i]
                    )
            ),
        ];
    }

    private static void Check(Unit unit, string output, string staged)
    {
        var problem = FileIdentity.Look(staged, followLinks: false) switch
        {
            null => "was not made",
            { IsDirectory: true } => "is a directory, not a file",
            { IsRegular: false } => "is not a regular file",
            { Id.Size: 0 } when !unit.MayBeEmpty => "is empty",
            _ => null,
        };
        if (problem is not null)
            throw new UnitFailure($"output `{output}` {problem}");
    }
}
