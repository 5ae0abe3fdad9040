using Sluice.Engine.Files;
using Sluice.Tests.Support;

namespace Sluice.Tests.EndToEnd;

/// <summary>Content and time of all that lies in a workspace, directories included.</summary>
public sealed class FileStates
{
    private readonly SortedDictionary<string, string> _states = new(StringComparer.Ordinal);

    /// <summary>Paths, relative to the workspace.</summary>
    public IEnumerable<string> Paths => _states.Keys;

    /// <summary>As it is now.</summary>
    public static FileStates Of(Workspace workspace)
    {
        var states = new FileStates();
        foreach (
            var entry in new DirectoryInfo(workspace.Root).EnumerateFileSystemInfos(
                "*",
                SearchOption.AllDirectories
            )
        )
        {
            var content = entry is FileInfo ? Sha256Hex.OfFile(entry.FullName) : "directory";
            states._states[Path.GetRelativePath(workspace.Root, entry.FullName)] =
                $"{entry.LastWriteTimeUtc:O} {content}";
        }
        return states;
    }

    /// <summary>Paths that came, went, were written or touched since.</summary>
    public IReadOnlySet<string> Changed(FileStates now) =>
        _states
            .Except(now._states)
            .Concat(now._states.Except(_states))
            .Select(s => s.Key)
            .ToHashSet();
}
