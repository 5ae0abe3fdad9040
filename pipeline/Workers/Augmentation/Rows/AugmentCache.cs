using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Sluice.Workers.Augmentation.Rows;

/// <summary>
/// Rows computed before, one SQLite file a shard: <c>cache(key PRIMARY KEY, value)</c>. The key is a
/// hash over everything the row's result depends on, and the value a <see cref="CachedRow"/>, so a hit
/// can never change a result. A locked file costs only time; a damaged one is put aside as
/// <c>….db.damaged</c> and made anew, whenever that is noticed.
/// </summary>
internal sealed partial class AugmentCache : IDisposable
{
    // SQLite's result codes for a wrong schema, a damaged file, a value of a wrong type, and no database at all.
    private static readonly int[] s_damages = [1, 11, 20, 26];

    private readonly string _file;
    private readonly TextWriter _log;
    private readonly Lock _gate = new();
    private SqliteConnection? _connection;
    private SqliteCommand? _select;
    private bool _damaged;

    private AugmentCache(string file, TextWriter log)
    {
        _file = file;
        _log = log;
    }

    /// <summary>The file of a shard.</summary>
    public static string FileOf(string directory, int shard) =>
        Path.Combine(directory, $"augment_shard{shard}.db");

    /// <summary>All shards' files in a directory, SQLite's own beside them included.</summary>
    public static IEnumerable<string> In(string directory) =>
        Directory.Exists(directory)
            ? Directory
                .EnumerateFiles(directory, "augment_shard*")
                .Where(file => NamePattern().IsMatch(Path.GetFileName(file)))
            : [];

    /// <summary>Opens the file, making it anew when it is damaged; null when it cannot be had, with the reason in the log.</summary>
    public static AugmentCache? Open(string file, TextWriter log)
    {
        var cache = new AugmentCache(file, log);
        if (cache.Connect() || cache._damaged && cache.PutAside())
            return cache;
        cache.Dispose();
        return null;
    }

    /// <summary>Opens the file and looks at it as every row will; what is wrong is in the log.</summary>
    private bool Connect()
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString()
        );
        SqliteCommand? select = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            connection.Open();
            Execute(
                connection,
                "PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                    + "CREATE TABLE IF NOT EXISTS cache(key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
            );
            select = connection.CreateCommand();
            select.CommandText = "SELECT value FROM cache WHERE key = $key";
            select.Parameters.Add("$key", SqliteType.Blob).Value = Array.Empty<byte>();
            select.ExecuteScalar();
            (_connection, _select, _damaged) = (connection, select, false);
            return true;
        }
        catch (Exception e)
            when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            select?.Dispose();
            connection.Dispose();
            _damaged = IsDamage(e);
            _log.WriteLine($"The cache {_file} cannot be used: {e.Message}");
            return false;
        }
    }

    private static bool IsDamage(Exception e) =>
        e is SqliteException sqlite && s_damages.Contains(sqlite.SqliteErrorCode);

    /// <summary>Keeps the damaged file for who wants to look at it, and begins an empty one.</summary>
    private bool PutAside()
    {
        Close();
        try
        {
            File.Move(_file, _file + ".damaged", overwrite: true);
            File.Delete(_file + "-wal");
            File.Delete(_file + "-shm");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.WriteLine($"The cache {_file} is damaged and cannot be put aside: {e.Message}");
            return false;
        }
        _log.WriteLine(
            $"The cache {_file} was damaged: put aside as {Path.GetFileName(_file)}.damaged, and begun anew"
        );
        return Connect();
    }

    /// <summary>The key of a row.</summary>
    /// <param name="recipe">Everything that is the same for all rows of the combo.</param>
    /// <param name="row">Index in the input.</param>
    /// <param name="text">Its text.</param>
    /// <param name="evidence">Its evidence, or null.</param>
    public static byte[] KeyOf(string recipe, long row, string text, string? evidence) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                $"{recipe}\n{row}\n{text.Length}:{text}\n{(evidence is null ? "-" : $"{evidence.Length}:{evidence}")}"
            )
        );

    /// <summary>The row's result, or null.</summary>
    public AugmentedRow? Find(byte[] key)
    {
        lock (_gate)
        {
            try
            {
                if (_select is null)
                    return null;
                _select.Parameters[0].Value = key;
                return _select.ExecuteScalar() is byte[] value ? CachedRow.Read(key, value) : null;
            }
            catch (Exception e) when (e is SqliteException or InvalidOperationException)
            {
                if (IsDamage(e))
                    PutAside();
                return null;
            }
        }
    }

    /// <summary>Adds rows in one transaction; when the file is locked or the disk full, they are not kept.</summary>
    public void Add(IEnumerable<(byte[] Key, AugmentedRow Row)> rows, TextWriter log)
    {
        lock (_gate)
        {
            if (_connection is null)
                return;
            try
            {
                using var transaction = _connection.BeginTransaction();
                using var insert = _connection.CreateCommand();
                insert.CommandText = "INSERT OR REPLACE INTO cache VALUES ($key, $value)";
                var key = insert.Parameters.Add("$key", SqliteType.Blob);
                var value = insert.Parameters.Add("$value", SqliteType.Blob);
                foreach (var (k, row) in rows)
                {
                    key.Value = k;
                    value.Value = CachedRow.Write(k, row);
                    insert.ExecuteNonQuery();
                }
                transaction.Commit();
            }
            catch (SqliteException e)
            {
                log.WriteLine($"The cache was not written: {e.Message}");
                if (IsDamage(e))
                    PutAside();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private void Close()
    {
        _select?.Dispose();
        _connection?.Dispose();
        (_select, _connection) = (null, null);
    }

    [GeneratedRegex(@"^augment_shard\d+\.db(-wal|-shm|-journal|\.damaged)?$")]
    private static partial Regex NamePattern();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
