using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Fingerprints;

/// <summary>The cache saves reading and never gives a hash that the content has not.</summary>
public sealed class HashCacheTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly LaterClock _clock = new();

    private string CacheFile => _workspace["hashes"];

    [Fact]
    public void A_known_file_is_not_read_again()
    {
        var path = _workspace.Write("x", "text");
        var identity = FileIdentity.Of(path)!.Value;
        var hash = Saved(path);
        File.Delete(path);

        // Its identity is all that is asked for: no file, no reading.
        Assert.Equal(hash, new HashCache(CacheFile, _clock).HashOf(path, identity));
    }

    [Fact]
    public void A_change_that_keeps_size_and_time_is_seen()
    {
        var path = _workspace.Write("x", "one");
        var time = File.GetLastWriteTimeUtc(path);
        var before = Saved(path);
        File.WriteAllText(path, "two");
        File.SetLastWriteTimeUtc(path, time);

        var after = new HashCache(CacheFile, _clock).HashOf(path);

        Assert.NotEqual(before, after);
        Assert.Equal(Sha256Hex.OfText("two"), after);
    }

    [Fact]
    public void A_touched_file_has_its_old_hash()
    {
        var path = _workspace.Write("x", "text");
        var before = Saved(path);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        Assert.Equal(before, new HashCache(CacheFile, _clock).HashOf(path));
    }

    [Fact]
    public void A_file_too_young_to_be_sure_of_is_not_kept()
    {
        var path = _workspace.Write("x", "text");
        var cache = new HashCache(CacheFile, TimeProvider.System);
        cache.HashOf(path);
        cache.Save();

        Assert.False(File.Exists(CacheFile));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("blank s")]
    [InlineData("quote\"'`")]
    [InlineData("new\nline")]
    [InlineData("back\\slash")]
    [InlineData("\\u0041")]
    [InlineData("emoji 😀")]
    [InlineData(" leading and trailing ")]
    public void Any_file_name_is_kept(string name)
    {
        var path = _workspace.Write(name, "text");
        var identity = FileIdentity.Of(path)!.Value;
        var hash = Saved(path);
        File.Delete(path);

        Assert.Equal(hash, new HashCache(CacheFile, _clock).HashOf(path, identity));
    }

    [Fact]
    public void A_missing_file_or_a_directory_has_no_hash()
    {
        var cache = new HashCache(null, _clock);

        Assert.Null(cache.HashOf(_workspace["none"]));
        Assert.Null(cache.HashOf(_workspace.Root));
        Assert.Null(
            cache.HashOf(_workspace[Path.Combine(_workspace.Write("file", "x"), "under a file")])
        );
    }

    [Fact]
    public void A_damaged_cache_file_never_crashes_nor_hides_a_change()
    {
        var path = _workspace.Write("emoji 😀", "text");
        var hash = Saved(path);
        var bytes = File.ReadAllBytes(CacheFile);
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                bytes[i] ^= (byte)(1 << bit);
                File.WriteAllBytes(CacheFile, bytes);
                Assert.Equal(hash, new HashCache(CacheFile, _clock).HashOf(path));
                bytes[i] ^= (byte)(1 << bit);
            }
            File.WriteAllBytes(CacheFile, bytes[..i]);
            Assert.Equal(hash, new HashCache(CacheFile, _clock).HashOf(path));
        }
    }

    [Fact]
    public void Garbage_for_a_cache_is_an_empty_cache()
    {
        var garbage = new byte[4096];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(CacheFile, garbage);
        var path = _workspace.Write("x", "text");

        Assert.Equal(Sha256Hex.OfText("text"), new HashCache(CacheFile, _clock).HashOf(path));
    }

    [Fact]
    public void A_cache_that_cannot_be_read_is_an_empty_cache()
    {
        var path = _workspace.Write("x", "text");
        Saved(path);
        using var held = new FileStream(
            CacheFile,
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.None
        );

        Assert.Equal(Sha256Hex.OfText("text"), new HashCache(CacheFile, _clock).HashOf(path));
    }

    public void Dispose() => _workspace.Dispose();

    private string Saved(string path)
    {
        var cache = new HashCache(CacheFile, _clock);
        var hash = cache.HashOf(path)!;
        cache.Save();
        Assert.True(File.Exists(CacheFile));
        return hash;
    }

    /// <summary>A minute ahead, so that files just written are old enough to be sure of.</summary>
    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddMinutes(1);
    }
}
