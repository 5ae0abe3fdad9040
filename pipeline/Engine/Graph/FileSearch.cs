using Sluice.Engine.Files;

namespace Sluice.Engine.Graph;

/// <summary>
/// Finds the files that a pattern matches. Links to folders are followed, but never into a folder that
/// is being walked already. The pipeline's own state and, in the workspace, its logs are passed over.
/// </summary>
internal sealed class FileSearch
{
    private const string State = ".sluice";
    private const string Logs = "logs";
    private const int Deepest = 256;

    // What .NET reads for bytes of a name that are no UTF-8.
    private const char Unreadable = '\ufffd';

    private readonly string _workspace;
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    private FileSearch(string workspace) =>
        _workspace = Path.TrimEndingDirectorySeparator(workspace);

    /// <summary>Absolute paths in ordinal order.</summary>
    /// <param name="workspace">Absolute; where a relative pattern begins.</param>
    /// <param name="pattern">What is looked for.</param>
    /// <exception cref="UserError">A folder may not be read, or a name is no UTF-8.</exception>
    public static IReadOnlyList<string> Find(string workspace, FilePattern pattern)
    {
        var search = new FileSearch(workspace);
        var start = pattern.IsAbsolute ? "/" : search._workspace;
        foreach (var parts in pattern.Alternatives)
            search.Walk(start, parts, 0, []);
        return [.. search._found.Order(StringComparer.Ordinal)];
    }

    private void Walk(
        string directory,
        IReadOnlyList<FilePattern.Part> parts,
        int at,
        IReadOnlyList<string> walked
    )
    {
        if (at == parts.Count || !Directory.Exists(directory))
            return;
        var part = parts[at];
        var isLast = at == parts.Count - 1;
        if (part.Name is { } name)
        {
            Take(Path.Combine(directory, name), parts, at, walked);
            return;
        }
        if (part.IsFolders)
        {
            // A link that leads back would be walked for ever.
            var real = RealPath.Of(directory) ?? directory;
            if (
                walked.Count > Deepest
                || walked.Any(w =>
                    $"{w}/".StartsWith($"{real.TrimEnd('/')}/", StringComparison.Ordinal)
                )
            )
                return;
            walked = [.. walked, real];
            if (!isLast)
                Walk(directory, parts, at + 1, walked);
        }
        foreach (var entry in Entries(directory))
        {
            if (!part.Matches(entry.Name))
                continue;
            var path = Path.Combine(directory, entry.Name);
            if (!part.IsFolders)
                Take(Readable(path), parts, at, walked);
            else if (entry is DirectoryInfo)
            {
                if (!IsOurs(path))
                    Walk(Readable(path), parts, at, walked);
            }
            else if (isLast && IsFile(path))
                _found.Add(Readable(path));
        }
    }

    // A name that a part matches: the file, or the folder in which the next part looks.
    private void Take(
        string path,
        IReadOnlyList<FilePattern.Part> parts,
        int at,
        IReadOnlyList<string> walked
    )
    {
        path = Path.GetFullPath(path);
        if (IsOurs(path))
            return;
        if (at < parts.Count - 1)
            Walk(path, parts, at + 1, walked);
        else if (IsFile(path))
            _found.Add(Readable(path));
    }

    // A link that leads nowhere counts: that it does is told when it is read. Pipes, sockets and
    // devices have no content to keep.
    private static bool IsFile(string path)
    {
        try
        {
            return !Directory.Exists(path)
                && FileIdentity.Look(path, followLinks: false) is { } there
                && (there.IsRegular || there.IsLink);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool IsOurs(string path) =>
        path.EndsWith($"/{State}", StringComparison.Ordinal)
        || path.Length == _workspace.Length + 1 + Logs.Length
            && path.StartsWith(_workspace, StringComparison.Ordinal)
            && path.EndsWith($"/{Logs}", StringComparison.Ordinal);

    private static List<FileSystemInfo> Entries(string directory)
    {
        try
        {
            return [.. new DirectoryInfo(directory).EnumerateFileSystemInfos()];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new UserError(
                $"{ShownText.Of(directory)}: this folder cannot be searched ({(e is UnauthorizedAccessException ? "permission denied" : e.Message)}); open it, or name the folders that count"
            );
        }
    }

    private static string Readable(string path) =>
        !path.Contains(Unreadable) || Path.Exists(path)
            ? path
            : throw new UserError(
                $"{ShownText.Of(path)}: a name in this path is no UTF-8 ({Unreadable} stands for the bytes that are not); rename it, e.g. by convmv -f latin1 -t utf8 --notest -r DIRECTORY"
            );
}
