using System.Security.Cryptography;
using System.Text;
using Sluice.Engine;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// The compiled WordNet, held as the bytes of its file and searched in place, so that loading costs one read and
/// one checksum. Immutable and thread-safe.
/// </summary>
public sealed class WordNet
{
    private const int LongestLemma = 80;
    private readonly byte[] _bytes;
    private readonly int _start;

    private WordNet(byte[] bytes, int start) => (_bytes, _start) = (bytes, start);

    /// <summary>Loads a file that <see cref="WordNetCompiler"/> wrote.</summary>
    /// <exception cref="UserError">The file is missing, damaged, or of another version.</exception>
    public static WordNet Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"WordNet: {path} cannot be read ({e.Message}): compile it first");
        }
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        var header = end is > 0 and < 200 ? Encoding.ASCII.GetString(bytes, 0, end).Split(' ') : [];
        if (header is not [WordNetFormat.Name, var version, var digest])
            throw new UserError($"WordNet: {path} is no compiled WordNet file: compile it afresh");
        if (version != WordNetFormat.Version.ToString())
            throw new UserError(
                $"WordNet: {path} has format version {version}, and this program reads version "
                    + $"{WordNetFormat.Version}: compile it afresh"
            );
        var body = bytes.AsSpan(end + 1);
        if (Convert.ToHexStringLower(SHA256.HashData(body)) != digest)
            throw new UserError(
                $"WordNet: {path} is damaged (its checksum differs): compile it afresh"
            );
        var start = end + 1;
        while (start < bytes.Length && bytes[start] == '#')
            start += bytes.AsSpan(start).IndexOf((byte)'\n') + 1;
        return new(bytes, start);
    }

    /// <summary>What is known of a spelling, or null. Lower case; a multi-word lemma is never found.</summary>
    public WordNetEntry? Find(ReadOnlySpan<char> lemma)
    {
        if (lemma.Length is 0 or > LongestLemma || !Ascii.IsValid(lemma))
            return null;
        Span<byte> key = stackalloc byte[lemma.Length];
        Encoding.ASCII.GetBytes(lemma, key);

        var table = _bytes.AsSpan(_start);
        while (table.Length > 0)
        {
            var middle = table[..(table.Length / 2)].LastIndexOf((byte)'\n') + 1;
            var line = table[middle..];
            line = line[..line.IndexOf((byte)'\n')];
            var tab = line.IndexOf((byte)'\t');
            var order = key.SequenceCompareTo(line[..tab]);
            if (order == 0)
                return WordNetFormat.Parse(line[(tab + 1)..]);
            table = order < 0 ? table[..middle] : table[(middle + line.Length + 1)..];
        }
        return null;
    }
}
