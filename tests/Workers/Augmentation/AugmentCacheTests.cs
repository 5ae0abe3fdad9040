using Microsoft.Data.Sqlite;
using Sluice.Tests.Support;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>A cache file that is damaged is put aside and begun anew, whenever that is noticed, and told.</summary>
public sealed class AugmentCacheTests : IDisposable
{
    private static readonly AugmentedRow Row = new(
        [new("new text", "new text")],
        new RowCounts
        {
            Produced = 1,
            TooSimilar = 2,
            Candidates = 7,
        }
    );

    private readonly TempFolder _folder = new();
    private readonly StringWriter _log = new();

    private string FileName => AugmentCache.FileOf(_folder.File("cache"), 0);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_is_found_again()
    {
        using (var cache = Open())
            cache.Add([(Key(1), Row)], _log);
        using var again = Open();
        Assert.Equal(Row.Variants, again.Find(Key(1))!.Variants);
        Assert.Equal(Row.Counts, again.Find(Key(1))!.Counts);
        Assert.Null(again.Find(Key(2)));
        Assert.Empty(_log.ToString());
    }

    [Fact]
    public void A_file_that_is_no_database_is_put_aside()
    {
        Fill();
        File.WriteAllText(FileName, new string('x', 5000));
        AssertBegunAnew();
    }

    [Fact]
    public void A_database_of_another_shape_is_put_aside()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileName)!);
        using (var connection = new SqliteConnection($"Data Source={FileName};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE cache(k TEXT, v TEXT)";
            command.ExecuteNonQuery();
        }
        AssertBegunAnew();
    }

    [Fact]
    public void Damage_within_the_file_is_noticed_when_a_row_is_looked_for()
    {
        Fill();
        using (var file = new FileStream(FileName, FileMode.Open))
        {
            // The first page stays whole: without it the file is no database at all.
            file.Position = 4096;
            file.Write([.. Enumerable.Repeat((byte)0xAB, (int)file.Length - 4096)]);
        }
        AssertBegunAnew();
    }

    private void Fill()
    {
        using var cache = Open();
        cache.Add(Enumerable.Range(0, 3000).Select(i => (Key(i), Row)), _log);
    }

    private void AssertBegunAnew()
    {
        using (var cache = Open())
        {
            Assert.Null(cache.Find(Key(1)));
            cache.Add([(Key(1), Row)], _log);
            Assert.NotNull(cache.Find(Key(1)));
        }
        Assert.Contains("put aside as augment_shard0.db.damaged", _log.ToString());
        Assert.True(File.Exists(FileName + ".damaged"));
        var log = new StringWriter();
        using var next = AugmentCache.Open(FileName, log)!;
        Assert.NotNull(next.Find(Key(1)));
        Assert.Empty(log.ToString());
    }

    private AugmentCache Open() => AugmentCache.Open(FileName, _log)!;

    private static byte[] Key(int row) => AugmentCache.KeyOf("recipe", row, "text", null);
}
