using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Sluice.Engine.Graph;

/// <summary>
/// A directory as a glob walks it. One whose name is no UTF-8 cannot be entered by the name that .NET
/// gives it: that is told, where the walk would silently go on without it.
/// </summary>
internal sealed class GlobDirectory(DirectoryInfo directory) : DirectoryInfoBase
{
    // What .NET reads for bytes of a name that are no UTF-8.
    private const char Unreadable = '\ufffd';

    private readonly DirectoryInfoWrapper _inner = new(directory);

    /// <inheritdoc/>
    public override string Name => _inner.Name;

    /// <inheritdoc/>
    public override string FullName => _inner.FullName;

    /// <inheritdoc/>
    public override DirectoryInfoBase? ParentDirectory => _inner.ParentDirectory;

    /// <inheritdoc/>
    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
    {
        foreach (var entry in _inner.EnumerateFileSystemInfos())
            yield return entry is DirectoryInfoBase
                ? new GlobDirectory(new DirectoryInfo(Readable(entry.FullName)))
                : entry;
    }

    /// <inheritdoc/>
    public override DirectoryInfoBase? GetDirectory(string path) => _inner.GetDirectory(path);

    /// <inheritdoc/>
    public override FileInfoBase? GetFile(string path) => _inner.GetFile(path);

    /// <summary>A path that can be opened, as given.</summary>
    /// <exception cref="UserError">It cannot, since a name in it is no UTF-8.</exception>
    public static string Readable(string path) =>
        !path.Contains(Unreadable) || Path.Exists(path)
            ? path
            : throw new UserError(
                $"{ShownText.Of(path)}: a name in this path is no UTF-8 ({Unreadable} stands for the bytes that are not); rename it, e.g. by convmv -f latin1 -t utf8 --notest -r DIRECTORY"
            );
}
