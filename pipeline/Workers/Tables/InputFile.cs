using Sluice.Engine;

namespace Sluice.Workers.Tables;

/// <summary>Opens a file the user named, and says what is wrong where that fails.</summary>
internal static class InputFile
{
    /// <exception cref="UserError">There is no such file, it is a directory, or it may not be read.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new UserError($"{path}: is a directory; name a file");
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
}
