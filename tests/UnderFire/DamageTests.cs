using Microsoft.Data.Sqlite;
using Sluice.Engine.Files;
using Sluice.Tests.Support;

namespace Sluice.Tests.UnderFire;

/// <summary>Damaged state costs work done again, never a wrong result: promise 2.</summary>
[Trait("Takes", "long")]
public sealed class DamageTests : IAsyncLifetime
{
    private readonly SlowPipeline _pipeline = new();

    public async ValueTask InitializeAsync() => (await _pipeline.RunAsync(3)).Exits(0);

    [Fact]
    public async Task Damaged_ledgers_are_named_and_lose_only_the_damaged_records()
    {
        var files = Directory
            .EnumerateFiles(_pipeline.State("ledger"), "*.jsonl")
            .Order(StringComparer.Ordinal)
            .ToList();
        var (torn, flipped, zeros) = (files[0], files[1], files[2]);
        var redone = 2 + File.ReadLines(zeros).Count(line => line.Contains("\"t\":\"done\""));
        using (var stream = new FileStream(torn, FileMode.Open))
            stream.SetLength(stream.Length - 5);
        var bytes = File.ReadAllBytes(flipped);
        bytes[^40] ^= 1;
        File.WriteAllBytes(flipped, bytes);
        File.WriteAllBytes(zeros, new byte[new FileInfo(zeros).Length]);
        var result = await EndsRightAsync();
        Assert.Contains($"{flipped}: the record at byte ", result.Out);
        Assert.Contains($"{zeros}: what follows byte 0 is zeros and was dropped", result.Out);
        Assert.Contains($"Augment: {redone} of 10 units stale", result.Out);
    }

    [Fact]
    public async Task Damaged_plans_and_caches_cost_nothing_but_time()
    {
        File.Delete(Directory.EnumerateFiles(_pipeline.State("plans")).First());
        foreach (var plan in Directory.EnumerateFiles(_pipeline.State("plans", "MergeManifests")))
            File.WriteAllText(plan, "");
        File.WriteAllBytes(_pipeline[".sluice/hashes"], [0, 255, 10, .. Garbage(5000)]);
        FlipRows(Caches()[0]);
        foreach (var cache in Caches().Skip(1))
            File.WriteAllBytes(cache, Garbage(9000));
        await EndsRightAsync("--force");

        foreach (var file in Caches().Append(_pipeline[".sluice/hashes"]))
        {
            File.Delete(file);
            Directory.CreateDirectory(Path.Combine(file, "in the way"));
        }
        await EndsRightAsync("--force");
    }

    [Fact]
    public async Task Claims_of_dead_workers_are_taken_over()
    {
        foreach (var letter in new[] { "a", "b" })
        {
            var dead = $"0of1-host-1-deadbee{letter}";
            var claim = Sha256Hex.OfText($"combo_1_ext_{letter}")[..32];
            Directory.CreateDirectory(_pipeline.State($"claims/{claim}/{dead}/out"));
            Directory.CreateDirectory(_pipeline.State($"claims/{claim}.{dead}/{dead}/out"));
            File.Delete(_pipeline[$"{SlowPipeline.Output}/combo_1_ext_{letter}/dataset.parquet"]);
        }
        Directory.CreateDirectory(_pipeline.State("claims/.taken-0123/out"));
        // One of them left a status without an end, by a process that is no more.
        var status = File.ReadAllText(Directory.EnumerateFiles(_pipeline.State("workers")).First());
        var ended = status.IndexOf(",\"exit_code\"", StringComparison.Ordinal);
        File.WriteAllText(
            _pipeline.State("workers/0of1-host-1-deadbeea.json"),
            status[..ended] + "}\n"
        );
        var result = await EndsRightAsync();
        Assert.Contains("Augment: 2 of 10 units stale", result.Out);
    }

    public ValueTask DisposeAsync()
    {
        _pipeline.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HostResult> EndsRightAsync(params string[] args)
    {
        var result = (await _pipeline.RunAsync(3, args)).Exits(0);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.Equal(await SlowPipeline.UndisturbedAsync(), _pipeline.Made());
        await _pipeline.IsQuietAsync();
        return result;
    }

    private static void FlipRows(string cache)
    {
        using var connection = new SqliteConnection($"Data Source={cache};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE cache SET value = CAST(replace(value, 'e', 'a') AS BLOB)";
        Assert.True(command.ExecuteNonQuery() > 0);
    }

    private List<string> Caches() =>
        [.. Directory.EnumerateFiles(_pipeline["data/cache"], "*.db").Order()];

    private static byte[] Garbage(int length)
    {
        var bytes = new byte[length];
        new Random(5).NextBytes(bytes);
        return bytes;
    }
}
