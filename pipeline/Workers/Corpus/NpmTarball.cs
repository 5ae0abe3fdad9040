using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Sluice.Engine;

namespace Sluice.Workers.Corpus;

/// <summary>
/// A package's <c>.tgz</c> as <c>npm pack</c> writes it, read without unpacking. Its digest is
/// verified first, and its content is distrusted all the same: entries have a size limit, and
/// nothing is written outside the target folder.
/// </summary>
internal sealed class NpmTarball
{
    /// <summary>Largest entry read or extracted where the caller sets no limit: 64 MB.</summary>
    public const long DefaultLimit = 64 << 20;

    private const string Root = "package/";
    private readonly string _path;
    private readonly string _remedy;

    private NpmTarball(string path, PinnedPackage package)
    {
        _path = path;
        _remedy = $"fetch it again with `npm pack {package.Specifier}`";
    }

    /// <summary>Opens a tarball after comparing its digest.</summary>
    /// <exception cref="UserError">The file is missing, or not the package's.</exception>
    public static NpmTarball Open(string path, PinnedPackage package)
    {
        var tarball = new NpmTarball(path, package);
        try
        {
            using var file = File.OpenRead(path);
            var digest = "sha512-" + Convert.ToBase64String(SHA512.HashData(file));
            if (digest != package.Integrity)
                throw tarball.Error($"is not {package.Specifier}: its digest is {digest}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw tarball.Error($"cannot be read: {e.Message}");
        }
        return tarball;
    }

    /// <summary>The bytes of one entry.</summary>
    /// <param name="name">Full name, e.g. <c>package/package.json</c>.</param>
    /// <param name="limit">Largest size allowed, in bytes.</param>
    /// <exception cref="UserError">No such entry, it is too large, or the archive is damaged.</exception>
    public byte[] Read(string name, long limit = DefaultLimit)
    {
        byte[]? content = null;
        ForEachFile(entry =>
        {
            if (entry.Name != name)
                return true;
            content = Content(entry, limit);
            return false;
        });
        return content ?? throw Error($"has no entry {name}");
    }

    /// <summary>Writes the files below a folder of the package; existing ones are replaced.</summary>
    /// <param name="folder">E.g. <c>package/dict/</c>; its name is left out of the results' names.</param>
    /// <param name="target">Where to write; made if absent.</param>
    /// <param name="limit">Largest size allowed of one file, in bytes.</param>
    /// <returns>The number of files written.</returns>
    /// <exception cref="UserError">
    /// There is nothing to write, an entry is too large or leads outside, or the archive is damaged.
    /// </exception>
    public int Extract(string folder, string target, long limit = DefaultLimit)
    {
        var written = 0;
        var root = Path.GetFullPath(target) + Path.DirectorySeparatorChar;
        ForEachFile(entry =>
        {
            if (!entry.Name.StartsWith(folder, StringComparison.Ordinal))
                return true;
            var path = Path.GetFullPath(Path.Combine(root, entry.Name[folder.Length..]));
            if (!path.StartsWith(root, StringComparison.Ordinal))
                throw Error($"has an entry that leads outside its folder, {entry.Name}");
            var content = Content(entry, limit);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Whole or not at all, should the process die here.
            File.WriteAllBytes(path + ".part", content);
            File.Move(path + ".part", path, overwrite: true);
            written++;
            return true;
        });
        return written > 0 ? written : throw Error($"has no files below {folder}");
    }

    /// <summary>Visits regular files in order until the visitor returns false.</summary>
    private void ForEachFile(Func<TarEntry, bool> visit)
    {
        try
        {
            using var file = File.OpenRead(_path);
            using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            using var tar = new TarReader(unzipped);
            while (tar.GetNextEntry() is { } entry)
            {
                // Links and devices have no place in a package: npm drops them too.
                var regular =
                    entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;
                if (
                    regular
                    && entry.Name.StartsWith(Root, StringComparison.Ordinal)
                    && !visit(entry)
                )
                    return;
            }
        }
        catch (Exception e)
            when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Error($"is damaged: {e.Message}");
        }
    }

    private byte[] Content(TarEntry entry, long limit)
    {
        if (entry.Length > limit)
            throw Error(
                $"has an entry of {entry.Length} bytes, over the limit of {limit}, {entry.Name}"
            );
        var content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        return content;
    }

    private UserError Error(string fact) => new($"Package file {_path} {fact}; {_remedy}");
}
