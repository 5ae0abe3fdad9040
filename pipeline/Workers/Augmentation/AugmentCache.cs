using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// Rows computed before, one SQLite file a shard: <c>cache(key PRIMARY KEY, value)</c>. The key is a
/// hash over everything the row's result depends on, and the value a <see cref="CachedRow"/>, so a hit
/// can never change a result; a damaged or locked file costs only time.
/// </summary>
public sealed partial class AugmentCache : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _select;
    private readonly Lock _gate = new();

    private AugmentCache(SqliteConnection connection)
    {
        _connection = connection;
        _select = connection.CreateCommand();
        _select.CommandText = "SELECT value FROM cache WHERE key = $key";
        _select.Parameters.Add("$key", SqliteType.Blob);
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
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
            );
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                connection.Open();
                Execute(
                    connection,
                    "PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                        + "CREATE TABLE IF NOT EXISTS cache(key BLOB PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
                );
                return new AugmentCache(connection);
            }
            catch (Exception e)
                when (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                connection.Dispose();
                var damaged = e is SqliteException { SqliteErrorCode: 11 or 26 };
                log.WriteLine($"The cache {file} cannot be used: {e.Message}");
                if (!damaged || attempt > 0)
                    return null;
                foreach (var suffix in new[] { "", "-wal", "-shm" })
                    File.Delete(file + suffix);
            }
        }
        return null;
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
                _select.Parameters[0].Value = key;
                return _select.ExecuteScalar() is byte[] value ? CachedRow.Read(key, value) : null;
            }
            catch (Exception e) when (e is SqliteException or InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>Adds rows in one transaction; when the file is locked or the disk full, they are not kept.</summary>
    public void Add(IEnumerable<(byte[] Key, AugmentedRow Row)> rows, TextWriter log)
    {
        lock (_gate)
        {
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
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _select.Dispose();
        _connection.Dispose();
    }

    [GeneratedRegex(@"^augment_shard\d+\.db(-wal|-shm|-journal)?$")]
    private static partial Regex NamePattern();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
