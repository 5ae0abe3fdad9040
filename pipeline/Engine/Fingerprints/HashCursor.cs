using Sluice.Engine.Files;

namespace Sluice.Engine.Fingerprints;

/// <summary>
/// Goes through the hash cache in the order in which it was filled: the next file asked for is
/// mostly the next entry, and nothing needs to be searched. For one thread.
/// </summary>
/// <param name="cache">Shared by all.</param>
/// <param name="order">Of the first that is added.</param>
/// <param name="first">The likeliest place of the first file.</param>
internal sealed class HashCursor(HashCache cache, long order, int first)
{
    private readonly HashEntry[] _entries = cache.Entries;
    private int _next = first;

    /// <summary>The hash of a file already looked at; read only when the cache does not know it.</summary>
    public Hash256 Of(string path, FileIdentity identity)
    {
        var hash = TextHash.Of(path);
        if ((uint)_next >= (uint)_entries.Length || _entries[_next].Path != hash)
        {
            if (_entries.Length > 0 && cache.IndexOf(hash) is >= 0 and var found)
                _next = found;
            else
                return Unlisted(path, hash, identity);
        }
        var entry = _entries[_next++];
        return entry.Identity == identity ? entry.Hash : Unlisted(path, hash, identity);
    }

    private Hash256 Unlisted(string path, ulong hash, FileIdentity identity) =>
        cache.Added(hash) is { } added && added.Identity == identity
            ? added.Hash
            : cache.Learn(path, hash, identity, order++);
}
