using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Checking;

/// <summary>Whether what stands under an output's name is what its record says. Pure.</summary>
internal static class OutputFit
{
    /// <summary>What is wrong, or null when it fits.</summary>
    /// <param name="record">As the ledger has it.</param>
    /// <param name="entry">What has the name, links not followed; null for nothing.</param>
    /// <param name="target">The same, links followed.</param>
    /// <param name="hash">Hashes the content.</param>
    /// <param name="verify">Hash even where the identity is the recorded one.</param>
    public static (FindingKind Kind, string Detail)? Of(
        OutputRecord record,
        FileEntry? entry,
        FileEntry? target,
        Func<string> hash,
        bool verify
    )
    {
        if (entry is null)
            return (FindingKind.Missing, "is missing");
        if (entry is { IsDirectory: true })
            return (FindingKind.NotAFile, "is a directory, not a file");
        var isLink = entry is { IsRegular: false } && target is not null && target != entry;
        if (target is not { IsRegular: true })
            return (
                FindingKind.NotAFile,
                isLink || target is null
                    ? "is a link to what is no regular file"
                    : "is no regular file"
            );
        // A file moved elsewhere and linked to is as good as the file.
        var what = isLink ? "is a link to other content" : "has other content";
        if (target.Value.Id.Size != record.Identity.Size)
            return (
                FindingKind.Modified,
                $"{what} than recorded: {target.Value.Id.Size:N0} bytes, recorded {record.Identity.Size:N0}"
            );
        if (target.Value.Id == record.Identity && !verify)
            return null;
        return hash() == record.Hash
            ? null
            : (
                FindingKind.Modified,
                target.Value.Id == record.Identity
                    ? $"{what} than recorded, though its times have not changed: the disk may be failing"
                    : $"{what} than recorded"
            );
    }
}
