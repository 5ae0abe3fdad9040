using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Upkeep;

/// <summary>
/// What a stage left behind: declared and recorded outputs, files made besides them, and its state.
/// Nothing else is touched.
/// </summary>
/// <param name="Stage">Whose.</param>
/// <param name="Files">Those that are there, absolute.</param>
public sealed record StageCleaning(Stage Stage, IReadOnlyList<string> Files)
{
    /// <summary>Whether there is nothing to remove.</summary>
    public bool IsEmpty => Files.Count == 0 && !Directory.Exists(Stage.Paths.Root);

    /// <summary>Looks what is there.</summary>
    public static StageCleaning Of(Plan plan, Ledger ledger)
    {
        var stage = plan.DeclaredNow;
        // Where others may have done units, only a record tells what is this pipeline's.
        var declared = stage.IsDoneByOthers is null
            ? plan.Units.SelectMany(u => u.Unit.Outputs)
            : [];
        var recorded = ledger.AllDone.SelectMany(d => d.Outputs).Select(o => o.Path);
        return new StageCleaning(
            stage,
            [
                .. declared
                    .Concat(recorded)
                    .Select(path => Path.GetFullPath(path, stage.OutputRoot))
                    .Concat(stage.SideFiles())
                    .Distinct()
                    .Where(File.Exists)
                    .Order(StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>Removes it.</summary>
    /// <exception cref="UserError">A live worker works on the stage.</exception>
    public void Run()
    {
        StageAtRest.Refuse(Stage, "Clean");
        // State first: killed in between, files without a record are made again, never believed.
        if (Directory.Exists(Stage.Paths.Root))
            Directory.Delete(Stage.Paths.Root, recursive: true);
        foreach (var file in Files)
            File.Delete(file);
        foreach (var directory in Files.Select(f => Path.GetDirectoryName(f)!).Distinct())
            RemoveWhileEmpty(directory);
        RemoveWhileEmpty(Path.GetDirectoryName(Stage.Paths.Root)!);
    }

    // An output root elsewhere is the user's own directory, and so is all above it.
    private bool IsOurs(string directory) =>
        directory.StartsWith(Stage.Workspace + "/", StringComparison.Ordinal)
        || directory.StartsWith(Stage.OutputRoot + "/", StringComparison.Ordinal);

    private void RemoveWhileEmpty(string directory)
    {
        while (
            IsOurs(directory)
            && Directory.Exists(directory)
            && !Directory.EnumerateFileSystemEntries(directory).Any()
        )
        {
            Directory.Delete(directory);
            directory = Path.GetDirectoryName(directory)!;
        }
    }
}
