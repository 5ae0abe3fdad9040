using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Working;

/// <summary>
/// Moves a unit's outputs from staging to their final names, in steps of which several units may
/// take each together: checked, then synced, then renamed, then the directories synced. A
/// half-written file never stands under a final name.
/// </summary>
internal static class OutputCommit
{
    /// <summary>All steps for one unit; afterwards names and contents are durable.</summary>
    /// <returns>What the ledger records.</returns>
    /// <exception cref="UnitFailure">An output is missing, empty or not a regular file.</exception>
    /// <exception cref="IOException">The fence was lost, or the disk refuses.</exception>
    public static IReadOnlyList<OutputRecord> Run(Unit unit, string staging, string outputRoot)
    {
        Check(unit, staging);
        var hashes = Sync(unit, staging);
        var directories = new HashSet<string>(StringComparer.Ordinal);
        OutputPath.Refuse(unit, outputRoot);
        Rename(unit, staging, outputRoot, directories);
        foreach (var directory in directories)
            Disk.Sync(directory);
        return Records(unit, outputRoot, hashes);
    }

    /// <summary>Looks whether all outputs are there as they should be.</summary>
    /// <returns>Their size in all.</returns>
    internal static long Check(Unit unit, string staging)
    {
        var size = 0L;
        for (var i = 0; i < unit.Outputs.Count; i++)
            size += Check(unit, unit.Outputs[i], Path.Combine(staging, StagedName.Of(unit, i)));
        OutputPath.RefuseStaged(unit, staging);
        return size;
    }

    /// <summary>Makes contents durable.</summary>
    /// <returns>Their hashes.</returns>
    internal static IReadOnlyList<string> Sync(Unit unit, string staging)
    {
        var hashes = new string[unit.Outputs.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            var staged = Path.Combine(staging, StagedName.Of(unit, i));
            Disk.Sync(staged);
            hashes[i] = Sha256Hex.OfFile(staged);
        }
        return hashes;
    }

    /// <summary>Gives the outputs their names.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="staging">Where they are.</param>
    /// <param name="outputRoot">Where they go.</param>
    /// <param name="directories">Gets the directories that must be synced for the names to last.</param>
    internal static void Rename(
        Unit unit,
        string staging,
        string outputRoot,
        HashSet<string> directories
    )
    {
        for (var i = 0; i < unit.Outputs.Count; i++)
        {
            var final = Path.Combine(outputRoot, unit.Outputs[i]);
            Disk.MakeDirectories(Path.GetDirectoryName(final)!);
            Disk.Rename(Path.Combine(staging, StagedName.Of(unit, i)), final);
            for (
                var directory = Path.GetDirectoryName(final)!;
                directory.Length >= outputRoot.Length && directories.Add(directory);
                directory = Path.GetDirectoryName(directory)!
            ) { }
        }
    }

    /// <summary>The outputs as they stand.</summary>
    internal static IReadOnlyList<OutputRecord> Records(
        Unit unit,
        string outputRoot,
        IReadOnlyList<string> hashes
    ) =>
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

    private static long Check(Unit unit, string output, string staged)
    {
        var entry = FileIdentity.Look(staged, followLinks: false);
        var problem = entry switch
        {
            null => "was not made",
            { IsRegular: false } other => $"{PathFact.OfEntry(staged, other)}, not a file",
            { Id.Size: 0 } when !unit.MayBeEmpty => "is empty",
            _ => null,
        };
        return problem is null
            ? entry!.Value.Id.Size
            : throw new UnitFailure($"output `{output}` {problem}");
    }
}
