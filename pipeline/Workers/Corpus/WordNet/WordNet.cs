using System.Security.Cryptography;
using System.Text;
using Sluice.Engine;
using Sluice.Engine.Files;

namespace Sluice.Workers.Corpus.WordNet;

/// <summary>
/// The compiled WordNet, held as the bytes of its file and searched in place, so that loading costs one read and
/// one checksum. Immutable and thread-safe.
/// </summary>
public sealed class WordNet
{
    private const int LongestLemma = 80;
    private const string Remedy = "--target=Corpus --force makes it anew";

    private readonly byte[] _bytes;
    private readonly int[] _lines;

    /// <summary>How each line begins, so that a search stays within little memory.</summary>
    private readonly ulong[] _beginnings;

    private WordNet(byte[] bytes, int start)
    {
        _bytes = bytes;
        _lines = Starts(bytes, start);
        _beginnings = new ulong[_lines.Length - 1];
        for (var i = 0; i < _beginnings.Length; i++)
            _beginnings[i] = Beginning(bytes.AsSpan(_lines[i].._lines[i + 1]));
    }

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
            throw new UserError(
                PathFact.IsAbsent(path)
                    ? $"WordNet: {path} {PathFact.NotThere}: {Remedy}"
                    : $"WordNet: {path} cannot be read: {e.Message}"
            );
        }
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        var header = end is > 0 and < 200 ? Encoding.ASCII.GetString(bytes, 0, end).Split(' ') : [];
        if (header is not [WordNetFormat.Name, var version, var digest])
            throw new UserError($"WordNet: {path} is no compiled WordNet file: {Remedy}");
        if (version != WordNetFormat.Version.ToString())
            throw new UserError(
                $"WordNet: {path} has format version {version}, and this program reads version "
                    + $"{WordNetFormat.Version}: {Remedy}"
            );
        var body = bytes.AsSpan(end + 1);
        if (Convert.ToHexStringLower(SHA256.HashData(body)) != digest)
            throw new UserError($"WordNet: {path} is damaged (its checksum differs): {Remedy}");
        var start = end + 1;
        while (start < bytes.Length && bytes[start] == '#')
            start += bytes.AsSpan(start).IndexOf((byte)'\n') + 1;
        return new(bytes, start);
    }

    /// <summary>What is known of a spelling, or null. Lower case; a multi-word lemma is never found.</summary>
    public WordNetEntry? Find(ReadOnlySpan<char> lemma) =>
        lemma.Length > 0
        && lemma[0] is not (WordNetFormat.Topic or WordNetFormat.Collocation)
        && Fields(default, lemma, out var fields)
            ? WordNetFormat.Parse(fields)
            : null;

    /// <summary>Whether words, in lower case with a blank between each, are a lemma together: "ice cream", "set up".</summary>
    public bool IsCollocation(ReadOnlySpan<char> words) =>
        Fields(WordNetFormat.Collocation, words, out _);

    /// <summary>What a synset is about: stems, each followed by its weight in one digit. Empty where it is not known.</summary>
    /// <param name="synset">As <see cref="WordNetSense.Synset"/> names it.</param>
    internal string Topic(string synset) =>
        Fields(WordNetFormat.Topic, synset, out var fields) ? Encoding.ASCII.GetString(fields) : "";

    /// <summary>The line of a key, without it.</summary>
    private bool Fields(char mark, ReadOnlySpan<char> name, out ReadOnlySpan<byte> fields)
    {
        fields = default;
        if (name.Length is 0 or > LongestLemma || !Ascii.IsValid(name))
            return false;
        Span<byte> key = stackalloc byte[name.Length + 1];
        var length = 0;
        if (mark != default)
            key[length++] = (byte)mark;
        key = key[..(length + Encoding.ASCII.GetBytes(name, key[length..]))];

        var beginning = Beginning(key);
        int low = 0,
            high = _lines.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var order = beginning.CompareTo(_beginnings[middle]);
            ReadOnlySpan<byte> line = default;
            if (order == 0)
            {
                line = _bytes.AsSpan(_lines[middle].._lines[middle + 1]);
                order = key.SequenceCompareTo(line[..line.IndexOf((byte)'\t')]);
            }
            if (order == 0)
            {
                fields = line[(key.Length + 1)..^1];
                return true;
            }
            (low, high) = order < 0 ? (low, middle) : (middle + 1, high);
        }
        return false;
    }

    /// <summary>The first eight bytes of a key as a number that sorts as they do; zeros behind its end.</summary>
    private static ulong Beginning(ReadOnlySpan<byte> line)
    {
        var beginning = 0UL;
        var i = 0;
        for (; i < sizeof(ulong) && i < line.Length && line[i] != '\t'; i++)
            beginning = beginning << 8 | line[i];
        return i == 0 ? 0 : beginning << 8 * (sizeof(ulong) - i);
    }

    /// <summary>Where each line begins, and at last where the file ends.</summary>
    private static int[] Starts(ReadOnlySpan<byte> bytes, int start)
    {
        var starts = new int[bytes[start..].Count((byte)'\n') + 1];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = start;
            start += bytes[start..].IndexOf((byte)'\n') + 1;
        }
        return starts;
    }
}
