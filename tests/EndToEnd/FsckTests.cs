using System.Text.Json;
using System.Text.RegularExpressions;
using Sluice.Tests.Support;
using static Sluice.Tests.EndToEnd.SmallPipeline;

namespace Sluice.Tests.EndToEnd;

/// <summary>Fsck says what does not fit and why what reruns, and makes way for it.</summary>
[Trait("Takes", "long")]
public sealed class FsckTests
{
    [Fact]
    public async Task When_all_fits_it_says_so_and_changes_nothing()
    {
        using var pipeline = await MadeAsync();
        var before = FileStates.Of(pipeline.Workspace);
        var result = (await pipeline.RunAsync("--target=Fsck", "--verify")).Exits(0);
        Assert.Equal(
            """
            Augment: 3 units, 6 recorded outputs: all fits
            MergeManifests: 1 unit, 1 recorded output: all fits

            """,
            result.Out
        );
        Assert.Empty(before.Changed(FileStates.Of(pipeline.Workspace)));
    }

    [Fact]
    public async Task What_does_not_fit_is_told_put_aside_and_made_again()
    {
        using var pipeline = await MadeAsync();
        var made = pipeline.Workspace.Hashes(Output, "*.parquet");
        Damage(pipeline.Workspace);

        var result = (await pipeline.RunAsync("--target=Fsck")).Exits(1);

        Snapshot.Matches(Masked(result.Out + result.Error));
        var aside = Directory.GetFiles(
            pipeline.Workspace[$"{Output}/.sluice/Augment/quarantine"],
            "dataset.parquet",
            SearchOption.AllDirectories
        );
        Assert.Equal(new byte[100], File.ReadAllBytes(aside.Single()));
        Assert.Equal(All, await pipeline.RedoneAsync());
        Assert.Equal(made, pipeline.Workspace.Hashes(Output, "*.parquet").Where(IsNotAside));
        (await pipeline.RunAsync("--target=Fsck", "--verify")).Exits(0);
    }

    [Fact]
    public async Task A_dry_run_only_reports()
    {
        using var pipeline = await MadeAsync();
        Damage(pipeline.Workspace);
        var before = FileStates.Of(pipeline.Workspace);

        var result = (await pipeline.RunAsync("--target=Fsck", "--dryrun")).Exits(1);

        Assert.Contains("Fsck: 3 things do not fit; nothing was changed", result.Error);
        Assert.DoesNotContain("aside", result.Out);
        Assert.Empty(before.Changed(FileStates.Of(pipeline.Workspace)));
    }

    [Fact]
    public async Task One_stage_alone_is_checked()
    {
        using var pipeline = await MadeAsync();
        Damage(pipeline.Workspace);
        var result = (
            await pipeline.RunAsync("--target=Fsck", "--stage=MergeManifests", "--dryrun")
        ).Exits(0);
        Assert.DoesNotContain("Augment: 3 units", result.Out);
    }

    [Fact]
    public async Task Machines_get_an_object_a_line()
    {
        using var pipeline = await MadeAsync();
        Damage(pipeline.Workspace);
        var result = (await pipeline.RunAsync("--target=Fsck", "--json")).Exits(1);
        var lines = result
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(
            ["Damaged", "Missing", "Modified"],
            lines
                .Where(l => l.GetProperty("event").GetString() == "finding")
                .Select(l => l.GetProperty("kind").GetString()!)
                .Order()
        );
        Assert.Contains(lines, l => l.GetProperty("event").GetString() == "rerun");
        Assert.Equal(2, lines.Count(l => l.GetProperty("event").GetString() == "checked"));
    }

    /// <summary>One dataset overwritten, one gone, one unit's record damaged.</summary>
    private static void Damage(Workspace workspace)
    {
        File.WriteAllBytes(workspace[Dataset("nlp_keyboard")], new byte[100]);
        File.Delete(workspace[Dataset("nlp_ocr")]);
        foreach (var file in Directory.GetFiles(workspace[$"{Output}/.sluice/Augment/ledger"]))
        {
            var bytes = File.ReadAllBytes(file);
            var at = bytes.AsSpan().IndexOf("\"u\":\"combo_1_nlp_spelling\""u8);
            if (at < 0)
                continue;
            bytes[at + 6] ^= 1;
            File.WriteAllBytes(file, bytes);
        }
    }

    private static bool IsNotAside(KeyValuePair<string, string> file) =>
        !file.Key.Contains("/quarantine/");

    private static string Masked(string text)
    {
        text = Regex.Replace(text, @"\d{8}T\d{6}-[0-9a-f]{8}", "{time}");
        text = Regex.Replace(text, @"ledger/[^ ]+\.jsonl", "ledger/{worker}.jsonl");
        return Regex.Replace(text, @"byte \d+ \(\d+ bytes\)", "byte # (# bytes)");
    }
}
