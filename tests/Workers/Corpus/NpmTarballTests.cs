using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Sluice.Engine;
using Sluice.Workers.Corpus;

namespace Sluice.Tests.Workers.Corpus;

public sealed class NpmTarballTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-npm-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_entry_is_read_without_unpacking() =>
        Assert.Equal(
            "two",
            Encoding.UTF8.GetString(
                Tarball(("package/a", "one"), ("package/b", "two")).Read("package/b")
            )
        );

    [Fact]
    public void A_changed_file_is_refused_by_its_digest()
    {
        var path = Write(("package/a", "one"));
        var package = Package(path);
        File.AppendAllText(path, "x");
        var error = Assert.Throws<UserError>(() => NpmTarball.Open(path, package));
        Assert.Contains("is not demo@1.0.0", error.Message);
        Assert.Contains("npm pack demo@1.0.0", error.Message);
    }

    [Fact]
    public void A_missing_file_says_how_to_get_it()
    {
        var path = Path.Combine(_folder.FullName, "none.tgz");
        var error = Assert.Throws<UserError>(() => NpmTarball.Open(path, PinnedPackages.Sentiment));
        Assert.Contains("npm pack sentiment@5.0.2", error.Message);
    }

    [Fact]
    public void An_entry_over_the_limit_is_refused()
    {
        var tarball = Tarball(("package/a", "0123456789"));
        Assert.Contains(
            "over the limit of 9",
            Assert.Throws<UserError>(() => tarball.Read("package/a", limit: 9)).Message
        );
    }

    [Fact]
    public void A_missing_entry_is_named() =>
        Assert.Contains(
            "has no entry package/b",
            Assert.Throws<UserError>(() => Tarball(("package/a", "one")).Read("package/b")).Message
        );

    [Fact]
    public void A_file_cut_anywhere_gives_the_content_or_a_clear_error()
    {
        var whole = File.ReadAllBytes(Write(("package/a", "one"), ("package/b", "two")));
        for (var length = 0; length < whole.Length; length++)
        {
            var path = Path.Combine(_folder.FullName, "cut.tgz");
            File.WriteAllBytes(path, whole[..length]);
            var tarball = NpmTarball.Open(path, Package(path));
            try
            {
                Assert.Equal("two", Encoding.UTF8.GetString(tarball.Read("package/b")));
            }
            catch (UserError e)
            {
                Assert.Contains("cut.tgz", e.Message);
            }
        }
    }

    [Fact]
    public void Files_below_a_folder_are_extracted()
    {
        var target = Path.Combine(_folder.FullName, "out");
        var tarball = Tarball(("package/a", "no"), ("package/d/x", "1"), ("package/d/e/y", "2"));
        Assert.Equal(2, tarball.Extract("package/d/", target));
        Assert.Equal("1", File.ReadAllText(Path.Combine(target, "x")));
        Assert.Equal("2", File.ReadAllText(Path.Combine(target, "e", "y")));
        Assert.False(File.Exists(Path.Combine(target, "a")));
    }

    [Theory]
    [InlineData("package/../../escaped")]
    [InlineData("package//tmp/sluice-escaped")]
    public void An_entry_that_leads_outside_is_refused(string name)
    {
        var target = Path.Combine(_folder.FullName, "deep", "out");
        var error = Assert.Throws<UserError>(() =>
            Tarball((name, "x")).Extract("package/", target)
        );
        Assert.Contains("leads outside", error.Message);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "escaped")));
    }

    [Fact]
    public void Links_are_passed_over()
    {
        var path = Path.Combine(_folder.FullName, "link.tgz");
        using (var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.SymbolicLink, "package/a") { LinkName = "/etc/passwd" }
            );
        var tarball = NpmTarball.Open(path, Package(path));
        Assert.Contains(
            "has no entry",
            Assert.Throws<UserError>(() => tarball.Read("package/a")).Message
        );
    }

    private NpmTarball Tarball(params (string Name, string Content)[] entries)
    {
        var path = Write(entries);
        return NpmTarball.Open(path, Package(path));
    }

    private string Write(params (string Name, string Content)[] entries)
    {
        var path = Path.Combine(_folder.FullName, "demo.tgz");
        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(zip);
        foreach (var (name, content) in entries)
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                }
            );
        return path;
    }

    private static PinnedPackage Package(string path) =>
        new(
            "demo",
            "1.0.0",
            "sha512-" + Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(path)))
        );
}
