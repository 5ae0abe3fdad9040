using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Planning;

/// <summary>
/// What ledgers record that stages have made, whichever configuration they ran by. Reads each ledger
/// once. For one thread.
/// </summary>
/// <param name="workspace">Absolute: ledgers above it are none of ours.</param>
public sealed class RecordedOutputs(string workspace)
{
    private const string State = ".sluice";

    private readonly Dictionary<string, IReadOnlyDictionary<string, OutputMaker>> _byRoot = new(
        StringComparer.Ordinal
    );

    /// <summary>Who made a file, by the records in the directories above it; null when none tells.</summary>
    /// <param name="path">Absolute.</param>
    public OutputMaker? MakerOf(string path)
    {
        for (
            var root = Path.GetDirectoryName(path);
            root is not null
                && (
                    root == workspace || root.StartsWith(workspace + "/", StringComparison.Ordinal)
                );
            root = Path.GetDirectoryName(root)
        )
            if (Of(root).TryGetValue(path[(root.Length + 1)..], out var maker))
                return maker;
        return null;
    }

    /// <summary>All that is recorded in one output root, by path relative to it: the latest maker of each.</summary>
    /// <param name="root">Absolute.</param>
    public IReadOnlyDictionary<string, OutputMaker> Of(string root)
    {
        if (_byRoot.TryGetValue(root, out var known))
            return known;
        var made = new Dictionary<string, OutputMaker>(StringComparer.Ordinal);
        var state = Path.Combine(root, State);
        if (Directory.Exists(state))
            foreach (var stage in Directory.EnumerateDirectories(state).Select(Path.GetFileName))
            foreach (var done in Ledger.Open(new StagePaths(root, stage!).Ledger).AllDone)
            foreach (var output in done.Outputs)
                if (!made.TryGetValue(output.Path, out var other) || other.At < done.At)
                    made[output.Path] = new OutputMaker(root, stage!, done.Unit, done.At);
        return _byRoot[root] = made;
    }
}
