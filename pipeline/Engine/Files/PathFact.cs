namespace Sluice.Engine.Files;

/// <summary>What is true of a path that is no file to read, in words that follow the path in a message.</summary>
public static class PathFact
{
    /// <summary>What is said of a path where nothing is, and nothing else is known to be wrong.</summary>
    public const string NotThere = "is not there";

    /// <summary>Whether nothing at all is at a path, nor anything wrong with it.</summary>
    public static bool IsAbsent(string path) => !File.Exists(path) && Of(path) == NotThere;

    /// <summary>E.g. <c>is a directory</c>, <c>is a link to /nowhere, which is not there</c>.</summary>
    /// <param name="path">Absolute.</param>
    public static string Of(string path)
    {
        try
        {
            return FileIdentity.Look(path, followLinks: false) switch
            {
                null => Absent(path),
                { IsLink: true } => Link(path),
                { IsRegular: true } => Unreadable(path),
                var entry => $"is {entry.Value.Kind}",
            };
        }
        catch (IOException e)
        {
            return e.HResult switch
            {
                Native.ErrorNameTooLong => "has a name that is longer than a file's can be",
                Native.ErrorAccess => $"cannot be looked at: no permission to enter {Closed(path)}",
                Native.ErrorLoop => "lies behind a link that leads back to itself",
                _ => $"cannot be looked at: {e.Message}",
            };
        }
    }

    /// <summary>The same of what is there but no regular file; links are not followed.</summary>
    internal static string OfEntry(string path, FileEntry entry) =>
        entry.IsLink ? $"is a link to {Target(path)}" : $"is {entry.Kind}";

    // The part of the path that decides: what stands where a directory should.
    private static string Absent(string path)
    {
        for (
            var above = Path.GetDirectoryName(path);
            above is { Length: > 1 };
            above = Path.GetDirectoryName(above)
        )
            if (FileIdentity.Look(above, followLinks: false) is { } entry)
                return entry.IsDirectory ? NotThere
                    : !entry.IsLink
                        ? $"cannot be there: {ShownText.Of(above)} is {entry.Kind}, not a directory"
                    : Directory.Exists(above) ? NotThere
                    : $"cannot be there: {ShownText.Of(above)} {Link(above)}";
        return NotThere;
    }

    private static string Link(string path)
    {
        var target = Target(path);
        try
        {
            return FileIdentity.Look(path) switch
            {
                null => $"is a link to {target}, which is not there",
                { IsRegular: true } => Unreadable(path),
                var entry => $"is a link to {target}, which is {entry.Value.Kind}",
            };
        }
        catch (IOException e)
        {
            return e.HResult == Native.ErrorLoop
                ? $"is a link to {target}, which leads back to itself"
                : $"is a link to {target}, which cannot be looked at: {e.Message}";
        }
    }

    private static string Unreadable(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
            return NotThere;
        }
        catch (UnauthorizedAccessException)
        {
            return "cannot be read: permission denied";
        }
        catch (IOException e)
        {
            return $"cannot be read: {e.Message}";
        }
    }

    private static string Target(string path) =>
        ShownText.Of(new FileInfo(path).LinkTarget ?? "nowhere");

    // The outermost directory that may not be entered.
    private static string Closed(string path)
    {
        for (var i = path.IndexOf('/', 1); i > 0; i = path.IndexOf('/', i + 1))
            try
            {
                _ = FileIdentity.Look(path[..i] + "/.");
            }
            catch (IOException)
            {
                return ShownText.Of(path[..i]);
            }
        return "a directory on the way";
    }
}
