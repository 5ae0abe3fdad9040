using Sluice.Engine.Files;

namespace Sluice.Engine.Fingerprints;

/// <summary>
/// Content hashes by file identity: a file whose identity stands is not read again. Lost or
/// damaged, it costs only time. Read from its file in the background, from when it is made.
/// </summary>
public sealed class HashCache
{
    // Within one tick of the file system's clock a second write leaves no trace in the identity
    // (git calls such files racily clean): a file younger than this is hashed again next time.
    private static readonly long YoungerIsRacy = 2_000_000_000;

    private readonly string? _file;
    private readonly TimeProvider _clock;
    private readonly Task<HashEntry[]> _loading;
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, (HashEntry Entry, long Order)> _added = [];
    private Dictionary<ulong, int>? _index;
    private long _order;
    private bool _changed;

    /// <summary>Begins to read the cache.</summary>
    /// <param name="file">Where it is kept; null for nowhere.</param>
    /// <param name="clock">Tells how old a file is.</param>
    public HashCache(string? file, TimeProvider clock)
    {
        _file = file;
        _clock = clock;
        _loading = file is null
            ? Task.FromResult<HashEntry[]>([])
            : Task.Run(() => HashFile.Read(file));
    }

    /// <summary>SHA-256 of a regular file's content in hex, or null when there is none.</summary>
    public string? HashOf(string path) =>
        FileIdentity.Of(path) is { } identity ? HashOf(path, identity) : null;

    /// <summary>The same for a file already looked at.</summary>
    public string HashOf(string path, FileIdentity identity) =>
        new HashCursor(this, Interlocked.Increment(ref _order), 0).Of(path, identity).ToString();

    /// <summary>What was read from the file, in its order.</summary>
    internal HashEntry[] Entries => _loading.Result;

    /// <summary>
    /// For one thread that goes through many files in an order likely to be last time's. What several
    /// cursors add is kept in the order of their numbers.
    /// </summary>
    /// <param name="number">Its place among the cursors made for one purpose.</param>
    /// <param name="first">Where in <see cref="Entries"/> its first file probably is.</param>
    internal HashCursor Cursor(int number, int first) =>
        new(this, Volatile.Read(ref _order) + ((long)(number + 1) << 32), first);

    /// <summary>What is added from now on comes after all that was added so far.</summary>
    internal void BeginPlan() => Interlocked.Add(ref _order, 1L << 48);

    /// <summary>The same as <see cref="IndexOf"/>, without an index when the path is among the first.</summary>
    internal int PlaceOf(string path)
    {
        const int few = 4096;
        var hash = TextHash.Of(path);
        for (var i = 0; i < Math.Min(few, Entries.Length); i++)
            if (Entries[i].Path == hash)
                return i;
        return Entries.Length > few ? IndexOf(hash) : -1;
    }

    /// <summary>Where in <see cref="Entries"/> a path is; -1 when it is not.</summary>
    internal int IndexOf(ulong path)
    {
        lock (_gate)
            return (_index ??= Index(Entries)).GetValueOrDefault(path, -1);
    }

    /// <summary>What was learned of a path since the file was read.</summary>
    internal HashEntry? Added(ulong path)
    {
        lock (_gate)
            return _added.TryGetValue(path, out var added) ? added.Entry : null;
    }

    /// <summary>Reads a file, and keeps its hash when the file is old enough to be sure of.</summary>
    internal Hash256 Learn(string path, ulong pathHash, FileIdentity identity, long order)
    {
        var hash = Hash256.OfFile(path);
        var now = (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        var settled = now - Math.Max(identity.Modified, identity.Changed) > YoungerIsRacy;
        if (settled && FileIdentity.Of(path) == identity)
            lock (_gate)
            {
                _added[pathHash] = (new HashEntry(pathHash, identity, hash), order);
                _changed = true;
            }
        return hash;
    }

    /// <summary>Writes what was learned, in one step.</summary>
    public void Save()
    {
        HashEntry[] all;
        lock (_gate)
        {
            if (!_changed || _file is null)
                return;
            _changed = false;
            all = All();
        }
        try
        {
            HashFile.Write(_file, all);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is not remembered is hashed again: no reason to refuse a run.
        }
    }

    /// <summary>Removes the file, and its directory when nothing else is in it.</summary>
    public void Forget()
    {
        if (_file is null || !File.Exists(_file))
            return;
        File.Delete(_file);
        var directory = Path.GetDirectoryName(_file)!;
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    /// <summary>What is new of a known path takes its place, so that the order stays; the rest follows.</summary>
    private HashEntry[] All()
    {
        var all = new List<HashEntry>(Entries.Length + _added.Count);
        var replaced = new HashSet<ulong>();
        foreach (var entry in Entries)
            if (entry != default)
                all.Add(
                    _added.TryGetValue(entry.Path, out var added) && replaced.Add(entry.Path)
                        ? added.Entry
                        : entry
                );
        all.AddRange(
            _added
                .Values.Where(added => !replaced.Contains(added.Entry.Path))
                .OrderBy(added => added.Order)
                .Select(added => added.Entry)
        );
        return [.. all];
    }

    private static Dictionary<ulong, int> Index(HashEntry[] entries)
    {
        var index = new Dictionary<ulong, int>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
            index[entries[i].Path] = i;
        return index;
    }
}
