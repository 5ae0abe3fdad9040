using System.Diagnostics;

namespace Sluice.Tests.UnderFire;

/// <summary>A disk that is full while datasets are written: told, not believed, and made good.</summary>
[Trait("Takes", "long")]
public sealed class FullDiskTests : IDisposable
{
    private readonly SlowPipeline _pipeline = new();

    [Theory]
    [InlineData(60)]
    [InlineData(0)]
    public async Task A_full_disk_is_told_and_the_rerun_completes(int freeKilobytes)
    {
        var disk = _pipeline[SlowPipeline.Output];
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(
            Exit("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk) == 0,
            "mounting a small file system is not permitted here"
        );
        (await _pipeline.RunAsync(2, "--target=Corpus")).Exits(0);
        var filler = Path.Combine(disk, "filler");
        Exit("dd", "if=/dev/zero", $"of={filler}", "bs=1k", "count=4096");
        using (var stream = new FileStream(filler, FileMode.Open))
            stream.SetLength(Math.Max(0, stream.Length - freeKilobytes * 1024));
        var result = (await _pipeline.RunAsync(2)).Exits(1);
        Assert.Contains("No space left on device", result.Out + result.Error);
        Assert.DoesNotContain("   at ", result.Out + result.Error);
        Assert.False(File.Exists(Path.Combine(disk, "manifest_final.csv")));
        await _pipeline.IsDeadAsync();

        File.Delete(filler);
        (await _pipeline.RunAsync(2)).Exits(0);
        await _pipeline.EndedWellAsync();
    }

    public void Dispose()
    {
        Exit("umount", "-l", _pipeline[SlowPipeline.Output]);
        _pipeline.Dispose();
    }

    private static int Exit(string program, params string[] args)
    {
        var info = new ProcessStartInfo(program, args) { RedirectStandardError = true };
        using var process = Process.Start(info)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
