using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sluice.Tests.Engine.Properties;

namespace Sluice.Tests.Workers.Benchmark;

/// <summary>What holds of every merge.</summary>
public sealed class MergePropertyTests
{
    private const int Run = 1_000;

    [Fact]
    public void Of_equal_identities_the_first_is_kept_and_nothing_else_is_lost() =>
        Holds(runs =>
        {
            using var benchmarks = new Benchmarks();
            var (merged, report) = benchmarks.Merge(Write(benchmarks, runs));
            var first = new Dictionary<string, int>();
            foreach (var (sample, place) in Flat(runs))
                first.TryAdd(Identity(sample), place);
            Assert.Equal(first.Values.Order(), Places(merged).Order());
            using var json = JsonDocument.Parse(report);
            Assert.Equal(
                runs.Sum(run => run.Length) - first.Count,
                json.RootElement.GetProperty("exact_duplicates_dropped").GetInt32()
                    + json.RootElement.GetProperty("conflict_duplicates_dropped").GetInt32()
            );
        });

    [Fact]
    public void Samples_are_ordered_by_scene_timestamp_task_and_question() =>
        Holds(runs =>
        {
            using var benchmarks = new Benchmarks();
            var samples = Flat(runs).ToDictionary(s => s.Place, s => s.Sample);
            var keys = Places(benchmarks.Merge(Write(benchmarks, runs)).Merged)
                .Select(place => SortKey(samples[place]))
                .ToList();
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        });

    [Fact]
    public void The_order_does_not_depend_on_the_order_of_the_inputs() =>
        Holds(runs =>
        {
            using var benchmarks = new Benchmarks();
            var inputs = Write(benchmarks, runs);
            var forwards = Identities(benchmarks.Merge(inputs).Merged, runs);
            Assert.Equal(
                forwards,
                Identities(benchmarks.Merge([.. inputs.Reverse()]).Merged, runs)
            );
        });

    [Fact]
    public void Merging_a_merge_again_changes_nothing_but_provenance() =>
        Holds(runs =>
        {
            using var benchmarks = new Benchmarks();
            var inputs = Write(benchmarks, runs);
            var once = benchmarks.Merge(inputs).Merged;
            var file = benchmarks.PathOf("merged/benchmark_gazevqa.json");
            var alone = benchmarks.MergeInto("alone", file).Merged;
            Assert.Equal(Tail(once), Tail(alone));
            // Its own inputs add nothing to it.
            var again = benchmarks.MergeInto("again", [file, .. inputs]).Merged;
            Assert.Equal(SamplesOf(once), SamplesOf(again));
        });

    private static void Holds(Action<Sample[][]> holds) =>
        Properties.Hold(
            from runs in Gen.Choose(1, 3)
            from samples in Gen.ArrayOf(Gen.ListOf(s_sample), runs)
            select samples.Select(s => s.ToArray()).ToArray(),
            runs => Properties.Shorter(runs).Where(shorter => shorter.Length > 0),
            holds
        );

    private static readonly Gen<Sample> s_sample =
        from task in Gen.Choose(1, 4)
        from scene in Gen.Elements("Lab", " lab", "LAB", "Shop", "ä", "Ä")
        from timestamp in Gen.Elements("1", "1 ", "2", "10")
        from question in Gen.Elements(
            "Who?",
            " who?  ",
            "What  is?",
            "what is?",
            "",
            "\uFFFF",
            "😀"
        )
        from cams in Gen.Elements("\"A\",\"b\"", "\"B\",\" \",\"a\"", "")
        from answer in Gen.Choose(0, 1)
        select new Sample(task, scene, timestamp, question, cams, answer);

    private static string[] Write(Benchmarks benchmarks, Sample[][] runs) =>
        [
            .. runs.Select(
                (run, r) =>
                    benchmarks.WriteSamples($"run{r}", run.Select((s, i) => s.Json(r * Run + i)))
            ),
        ];

    private static IEnumerable<(Sample Sample, int Place)> Flat(Sample[][] runs) =>
        runs.SelectMany((run, r) => run.Select((s, i) => (s, r * Run + i)));

    private static string Space(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Lower(string text) => Space(text).ToLowerInvariant();

    private static string Identity(Sample s) =>
        $"{SortKey(s)}|{string.Join(',', Lower(s.Cams).Split(',').Where(c => c != "\" \"").Order())}";

    // In UTF-32, whose ordinal order is that of code points.
    private static string SortKey(Sample s) =>
        string.Concat(
            $"{Lower(s.Scene)}\0{Space(s.Timestamp)}\0{s.Task}\0{Lower(s.Question)}"
                .EnumerateRunes()
                .Select(rune => $"{rune.Value:x6}")
        );

    private static IEnumerable<int> Places(string merged)
    {
        using var json = JsonDocument.Parse(merged);
        return
        [
            .. json
                .RootElement.GetProperty("samples")
                .EnumerateArray()
                .Select(s => s.GetProperty("place").GetInt32()),
        ];
    }

    private static IEnumerable<string> Identities(string merged, Sample[][] runs)
    {
        var samples = Flat(runs).ToDictionary(s => s.Place, s => Identity(s.Sample));
        return [.. Places(merged).Select(place => samples[place])];
    }

    // From the counts on: meta says where it comes from.
    private static string Tail(string merged) =>
        merged[merged.IndexOf("\n  \"counts\"", StringComparison.Ordinal)..];

    private static string SamplesOf(string merged) =>
        merged[merged.IndexOf("\n  \"samples\"", StringComparison.Ordinal)..];

    private sealed record Sample(
        int Task,
        string Scene,
        string Timestamp,
        string Question,
        string Cams,
        int Answer
    )
    {
        public string Json(int place) =>
            $$"""{"task_id":{{Task}},"scene":"{{Scene}}","timestamp":"{{Timestamp}}","question":"{{Question}}","input_cams":[{{Cams}}],"answer":{{Answer}},"place":{{place}}}""";
    }
}
