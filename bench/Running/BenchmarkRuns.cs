using System.Globalization;

namespace Sluice.Bench.Running;

/// <summary>
/// Two runs' benchmark files as the generator leaves them, shuffled: a thousand bytes a sample, four
/// samples a bundle. The second run repeats some of the first, half of those with another answer.
/// </summary>
internal static class BenchmarkRuns
{
    private const int RepeatedOneIn = 50;

    private static readonly string[] s_splits = ["Commons", "Kitchen", "Lab", "Shop"];
    private static readonly string[] s_types =
    [
        "gaze_target_recognition",
        "relative_orientation_reasoning",
        "cross_view_visibility_estimation",
        "viewpoint_based_accessibility",
    ];
    private static readonly string[] s_words =
    [
        .. "the person wearing a red shirt looks at shelf next to window café naïve table chair monitor who is standing near door left of behind visible from which camera can reach object across room".Split(
            ' '
        ),
    ];

    /// <summary>Writes them.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="samples">Of both together.</param>
    /// <returns>The files.</returns>
    public static IReadOnlyList<string> Write(TempFolder folder, int samples)
    {
        var half = samples / 2;
        var first = Enumerable.Range(0, half).ToArray();
        var repeated = half / RepeatedOneIn;
        var second = Enumerable.Range(half - repeated, samples - half).ToArray();
        return
        [
            Write(folder, "ck", first, 0, 0),
            Write(folder, "ls", second, half - repeated / 2, half),
        ];
    }

    private static string Write(
        TempFolder folder,
        string run,
        int[] samples,
        int otherFrom,
        int until
    )
    {
        Directory.CreateDirectory(folder[run]);
        var file = Path.Combine(folder[run], "benchmark_gazevqa.json");
        new Random(5).Shuffle(samples);
        using var text = new StreamWriter(file);
        text.Write(
            $$"""
            {
              "meta": {
                "run_name": "{{run}}"
              },
              "counts": {},
              "reject_stats": {
                "gate": 12,
                "share": 0.25
              },
              "frame_stats": {
                "frames": 1000
              },
              "samples": [
            """
        );
        for (var i = 0; i < samples.Length; i++)
        {
            text.Write(i == 0 ? "\n" : ",\n");
            var isOther = samples[i] >= otherFrom && samples[i] < until;
            text.Write(Sample(samples[i], isOther));
        }
        text.Write("\n  ]\n}");
        return file;
    }

    private static string Sample(int number, bool hasOtherAnswer)
    {
        var (bundle, task) = Math.DivRem(number, s_types.Length);
        var random = new Random(number);
        var split = s_splits[bundle % s_splits.Length];
        string Words(int count) => string.Join(' ', random.GetItems(s_words, count));
        string Image(int cam) =>
            $"{{\n          \"cam\": \"Cam{cam}\",\n          \"image\": \"/data/{split}_seq_{bundle % 17}_{bundle:000000}_Cam{cam}_raw.jpg\"\n        }}";
        return $$"""
                {
                  "task_id": {{task + 1}},
                  "task_type": "{{s_types[task]}}",
                  "question": "{{Words(14)}}?",
                  "answer": "{{Words(3)}}{{(hasOtherAnswer ? " or not" : "")}}",
                  "reasoning": "{{Words(50)}}\nSo it is \"{{Words(3)}}\".",
                  "meta": {
                    "seq": "seq_{{bundle % 17}}",
                    "confidence": {{(random.Next(1_000, 10_000) / 1e4).ToString(
                CultureInfo.InvariantCulture
            )}},
                    "seed": {{random.NextInt64()}},
                    "accepted": true
                  },
                  "input_cams": [
                    "Cam1",
                    "Cam2"
                  ],
                  "input_images": [
                    {{Image(1)}},
                    {{Image(2)}}
                  ],
                  "scene": "{{split.ToLowerInvariant()}}",
                  "timestamp": "{{bundle:000000}}"
                }
            """;
    }
}
