using Sluice.Engine;
using Sluice.Engine.Files;

namespace Sluice.Workers.Tables;

/// <summary>Opens a file the user named, and says what is wrong where that fails.</summary>
internal static class InputFile
{
    /// <exception cref="UserError">There is no such file, it is a directory, or it may not be read.</exception>
    public static FileStream Open(string path)
    {
        if (FactOf(path) is { } fact)
            throw new UserError(
                $"{path}: {fact}; {(fact.StartsWith("cannot", StringComparison.Ordinal) ? "mend that, or name another file" : "name a file")}"
            );
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserError($"{path}: no such file; check the path");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: cannot be opened: {e.Message}");
        }
    }

    // A pipe would be waited for, and a link that leads nowhere is no missing file.
    private static string? FactOf(string path) =>
        File.Exists(path) && FileIdentity.Of(path) is not null ? null
        : PathFact.Of(path) is PathFact.NotThere ? null
        : PathFact.Of(path);
}
