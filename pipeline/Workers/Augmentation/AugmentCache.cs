using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Sluice.Workers.Augmentation;

/// <summary>
/// Rows computed before, one SQLite file a shard: <c>cache(key PRIMARY KEY, value)</c>. The key is a
/// hash over everything the row's result depends on, and the value begins with a checksum (SQLite
/// has none), so a hit can never change a result; a damaged or locked file costs only time.
/// </summary>
public sealed class AugmentCache : IDisposable
{
    private const int ChecksumLength = 8;

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
                return _select.ExecuteScalar() is byte[] value && IsWhole(key, value)
                    ? Decode(value.AsMemory(ChecksumLength))
                    : null;
            }
            catch (Exception e)
                when (e
                        is SqliteException
                            or JsonException
                            or IndexOutOfRangeException
                            or InvalidOperationException
                            or FormatException
                )
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
                    var encoded = Encode(row);
                    value.Value = (byte[])[.. Checksum(k, encoded), .. encoded];
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

    private static bool IsWhole(byte[] key, byte[] value) =>
        value.Length > ChecksumLength
        && value
            .AsSpan(0, ChecksumLength)
            .SequenceEqual(Checksum(key, value.AsSpan(ChecksumLength)));

    private static byte[] Checksum(byte[] key, ReadOnlySpan<byte> value) =>
        SHA256.HashData([.. key, .. value])[..ChecksumLength];

    private static byte[] Encode(AugmentedRow row)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            json.WriteNumberValue(row.Counts.Unacceptable);
            json.WriteNumberValue(row.Counts.Duplicates);
            json.WriteNumberValue(row.Counts.EvidenceMissing);
            json.WriteNumberValue(row.Counts.Candidates);
            foreach (var variant in row.Variants)
            {
                json.WriteStringValue(variant.Text);
                json.WriteStringValue(variant.Evidence);
            }
            json.WriteEndArray();
        }
        return stream.ToArray();
    }

    private static AugmentedRow Decode(ReadOnlyMemory<byte> value)
    {
        using var document = JsonDocument.Parse(value);
        var json = document.RootElement;
        var variants = new AugmentedText[(json.GetArrayLength() - 4) / 2];
        for (var i = 0; i < variants.Length; i++)
            variants[i] = new(json[4 + 2 * i].GetString()!, json[5 + 2 * i].GetString()!);
        return new AugmentedRow(
            variants,
            new RowCounts
            {
                Produced = variants.Length,
                Unacceptable = json[0].GetInt32(),
                Duplicates = json[1].GetInt32(),
                EvidenceMissing = json[2].GetInt32(),
                Candidates = json[3].GetInt32(),
            }
        );
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
