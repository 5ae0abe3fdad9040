using System.Text;
using Sluice.Tests.EndToEnd;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.UnderFire;

/// <summary>
/// Whatever befalls a ledger's files, the real host never crashes, never takes for done what is not,
/// tells what it dropped wherever it plans, and Fsck puts it in order.
/// </summary>
[Trait("Takes", "long")]
public sealed class LedgerDamageTests
{
    public static TheoryData<string, bool> Damages =>
        new()
        {
            { "cut in half", false },
            { "cut by a byte", false },
            { "emptied", false },
            { "all zeros", true },
            { "zeros at the end", true },
            { "zeros in the middle", true },
            { "a bit in every record", true },
            { "every line twice", false },
            { "a foreign line", true },
            { "binary rubbish", true },
            { "a directory beside it", false },
        };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_damaged_ledger_costs_work_and_nothing_else(string damage, bool isTold)
    {
        using var pipeline = await MadeAsync();
        var made = pipeline.Workspace.Hashes(Output, "*.parquet");
        var ledger = pipeline.Workspace[$"{Output}/.sluice/Augment/ledger"];
        // An output that no record speaks for any more must not be taken for done either.
        File.WriteAllText(pipeline.Workspace[Dataset("nlp_ocr")], "not what was made");
        foreach (var file in Directory.GetFiles(ledger))
            Damage(file, damage);

        foreach (var target in new[] { "Status", "Explain", "Merge --dryrun" })
        {
            var told = await Look(pipeline, target, 0);
            Assert.Equal(isTold, told.Contains("dropped") || told.Contains("damaged"));
            Assert.Equal(isTold, told.Contains("--target=Fsck lists and puts aside"));
        }
        await Look(pipeline, "Fsck --verify --dryrun", 1);
        await Look(pipeline, "Fsck", 1);
        Assert.DoesNotContain("dropped", await Look(pipeline, "Status", 0));

        (await pipeline.RunAsync()).Exits(0);
        foreach (var (path, hash) in made)
            Assert.Equal(hash, pipeline.Workspace.Hashes(Output, "*.parquet")[path]);
        await Look(pipeline, "Fsck --verify", 0);
        Assert.Equal([], await pipeline.RedoneAsync());
    }

    private static async Task<string> Look(SmallPipeline pipeline, string target, int exitCode)
    {
        var result = await pipeline.RunAsync($"--target={target}".Split(' '));
        result.Exits(exitCode);
        Assert.DoesNotContain("   at ", result.Out + result.Error);
        return result.Out;
    }

    private static void Damage(string file, string damage)
    {
        var bytes = File.ReadAllBytes(file);
        var half = bytes.Length / 2;
        File.WriteAllBytes(
            file,
            damage switch
            {
                "cut in half" => bytes[..half],
                "cut by a byte" => bytes[..^1],
                "emptied" => [],
                "all zeros" => new byte[bytes.Length],
                "zeros at the end" => [.. bytes[..^60], .. new byte[60]],
                "zeros in the middle" =>
                [
                    .. bytes[..half],
                    .. new byte[60],
                    .. bytes[(half + 60)..],
                ],
                "a bit in every record" => Flipped(bytes),
                "every line twice" =>
                [
                    .. File.ReadAllLines(file)
                        .SelectMany(line => Encoding.UTF8.GetBytes($"{line}\n{line}\n")),
                ],
                "a foreign line" => [.. "someone's note\n"u8, .. bytes, .. "{}\n"u8],
                "binary rubbish" =>
                [
                    .. bytes,
                    .. Enumerable.Range(0, 999).Select(i => (byte)(i * 7)),
                ],
                _ => bytes,
            }
        );
        if (damage == "a directory beside it")
            Directory.CreateDirectory(Path.ChangeExtension(file, ".x.jsonl"));
    }

    private static byte[] Flipped(byte[] bytes)
    {
        for (var i = 20; i < bytes.Length - 20; i++)
            if (bytes[i] == '\n')
                bytes[i + 15] ^= 2;
        return bytes;
    }
}
