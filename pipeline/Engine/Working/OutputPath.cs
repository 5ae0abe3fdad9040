using Sluice.Engine.Files;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Working;

/// <summary>
/// Whether a unit's outputs can be put under their final names: a commit never writes through a
/// symbolic link out of the output root, nor over a directory. The root itself may be a link.
/// </summary>
internal static class OutputPath
{
    /// <summary>Looks at all final names of a unit before the first is taken.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="outputRoot">Absolute.</param>
    /// <param name="sound">Directories already found sound, e.g. earlier in a batch of commits.</param>
    /// <exception cref="UnitFailure">A final name cannot be taken.</exception>
    public static void Refuse(Unit unit, string outputRoot, HashSet<string>? sound = null)
    {
        sound ??= new HashSet<string>(StringComparer.Ordinal);
        foreach (var output in unit.Outputs)
        {
            if (Path.GetDirectoryName(output) is { Length: > 0 } directory)
                RefuseDirectory(output, directory, outputRoot, sound);
            // A link of this name is replaced, not followed.
            if (
                FileIdentity.Look(Path.Combine(outputRoot, output), followLinks: false) is
                { IsDirectory: true }
            )
                throw new UnitFailure(
                    $"output `{ShownText.Of(output)}` cannot be put in place: a directory has its name; move that away"
                );
        }
    }

    /// <summary>Whether nothing staged lies behind a link: renaming it would take another's file away.</summary>
    /// <exception cref="UnitFailure">A directory of an output is not one that the unit made.</exception>
    public static void RefuseStaged(Unit unit, string staging)
    {
        for (var i = 0; i < unit.Outputs.Count; i++)
        for (
            var directory = Path.GetDirectoryName(StagedName.Of(unit, i));
            !string.IsNullOrEmpty(directory);
            directory = Path.GetDirectoryName(directory)
        )
            if (
                FileIdentity.Look(Path.Combine(staging, directory), followLinks: false) is
                { IsDirectory: false, IsRegular: false }
            )
                throw new UnitFailure(
                    $"output `{ShownText.Of(unit.Outputs[i])}`: its directory `{ShownText.Of(directory)}` was replaced by a link; make the output where it was asked for"
                );
    }

    // From the root down: whoever stands above is known to lie within the root.
    private static void RefuseDirectory(
        string output,
        string directory,
        string outputRoot,
        HashSet<string> sound
    )
    {
        if (sound.Contains(directory))
            return;
        if (Path.GetDirectoryName(directory) is { Length: > 0 } above)
            RefuseDirectory(output, above, outputRoot, sound);
        var path = Path.Combine(outputRoot, directory);
        var entry = FileIdentity.Look(path, followLinks: false);
        if (entry is { IsRegular: false, IsDirectory: false })
            RefuseLink(output, directory, path, outputRoot);
        else if (entry is { IsDirectory: false })
            throw new UnitFailure(
                $"output `{ShownText.Of(output)}` cannot be put in place: a file stands where its directory `{ShownText.Of(directory)}` should be; move that away"
            );
        sound.Add(directory);
    }

    private static void RefuseLink(string output, string directory, string path, string outputRoot)
    {
        if (RealPath.Of(path) is not { } target || !Directory.Exists(target))
            throw new UnitFailure(
                $"output `{ShownText.Of(output)}` cannot be put in place: `{ShownText.Of(directory)}` is no directory; move that away"
            );
        var root = RealPath.Of(outputRoot) ?? outputRoot;
        if (!target.StartsWith(root + "/", StringComparison.Ordinal))
            throw new UnitFailure(
                $"output `{ShownText.Of(output)}` cannot be put in place: `{ShownText.Of(directory)}` is a link to {ShownText.Of(target)}, out of the output root; replace the link by a directory, or make the output root itself the link"
            );
    }
}
