using System.IO.Enumeration;
using Sluice.Engine.Files;

namespace Sluice.Workers.Evaluation;

/// <summary>
/// Finds a cell's result wherever MTEB and the scripts around it have put it: <c>TASK.json</c> beside
/// <c>done.json</c>, below <c>results/</c>, in a directory of MTEB's own as <c>no_model_name_available/</c>, or
/// what its function returned, <c>mteb_return.json</c>. The first with a score counts.
/// </summary>
internal static class CellResults
{
    /// <summary>The tool's own directory in a cell's.</summary>
    public const string Directory = "results";

    private const string Unreadable = "it cannot be read";
    private const string Returned = "mteb_return.json";
    private const int MostBytes = 256 << 20;
    private const int MostDepth = 8;

    /// <summary>The result; where none has a score, the one that says most. Null when there is no file.</summary>
    /// <param name="cell">The cell's directory, absolute.</param>
    /// <param name="task">The cell's task.</param>
    public static CellResult? Find(string cell, string task) => Best(Files(cell, task), task);

    /// <summary>Of what a tool has left in its directory alone.</summary>
    public static CellResult? FindBelow(string results, string task) =>
        Best(Below([results], task), task);

    /// <summary>Whether it was not looked at that a result has no score.</summary>
    public static bool IsUnreadable(MtebScore score) =>
        score.Why.StartsWith(Unreadable, StringComparison.Ordinal);

    /// <summary>What a file says.</summary>
    public static MtebScore Score(string file, string task)
    {
        try
        {
            return FileIdentity.Of(file) switch
            {
                null => MtebScore.None("it is no file"),
                { Size: > MostBytes } => MtebScore.None("it is no result: it is too large"),
                _ => MtebResult.Score(System.IO.File.ReadAllBytes(file), task),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return MtebScore.None($"{Unreadable}: {e.Message}");
        }
    }

    private static CellResult? Best(IEnumerable<string> files, string task)
    {
        CellResult? best = null;
        foreach (var file in files)
        {
            var result = new CellResult(file, Score(file, task));
            if (best is null || result.Score.Kind > best.Score.Kind)
                best = result;
            if (best.Score.Kind == MtebScoreKind.Number)
                break;
        }
        return best;
    }

    private static IEnumerable<string> Files(string cell, string task)
    {
        var beside = Path.Combine(cell, $"{task}.json");
        if (IsFile(beside))
            yield return beside;
        var results = Path.Combine(cell, Directory);
        foreach (var file in Below([results], task))
            yield return file;
        foreach (var file in Below(Directories(cell).Where(d => d != results), task))
            yield return file;
        var returned = Path.Combine(cell, Returned);
        if (IsFile(returned))
            yield return returned;
    }

    // A pipe of that name would never end.
    private static bool IsFile(string path)
    {
        try
        {
            return FileIdentity.Of(path) is not null;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // The newest first; what was returned is the same as what was written, if less readable.
    private static IEnumerable<string> Below(IEnumerable<string> directories, string task) =>
        directories
            .Where(System.IO.Directory.Exists)
            .SelectMany(directory => Named(directory, $"{task}.json"))
            .Where(IsFile)
            .OrderBy(file => file.EndsWith($"/{Returned}", StringComparison.Ordinal))
            .ThenByDescending(System.IO.File.GetLastWriteTimeUtc)
            .ThenBy(file => file, StringComparer.Ordinal);

    private static FileSystemEnumerable<string> Named(string directory, string name) =>
        new(
            directory,
            (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions
            {
                RecurseSubdirectories = true,
                MaxRecursionDepth = MostDepth,
                IgnoreInaccessible = true,
                AttributesToSkip = 0,
            }
        )
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory
                && (entry.FileName.SequenceEqual(name) || entry.FileName.SequenceEqual(Returned)),
            // A link may lead round in a circle.
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };

    private static IEnumerable<string> Directories(string cell)
    {
        try
        {
            return System.IO.Directory.GetDirectories(cell).Order(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
