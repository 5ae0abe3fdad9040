using System.Text;

namespace Sluice.Tests.Workers.Benchmark;

/// <summary>Both files are, byte by byte, those of an independent program in Python.</summary>
public sealed class MergeOracleTests
{
    // One odd thing a line: types, spellings of numbers, escapes, whitespace, case, paths, order.
    private static readonly string[] s_odd =
    [
        """{"task_id":1,"task_type":"gaze_target_recognition","question":"  What\tis \u00a0 IT? ","answer":"é\u00e9\u2028/\/","scene":"Lab","timestamp":"0001","input_cams":["Cam2","Cam1"],"input_images":[{"cam":"Cam1","image":"a/b/Lab_s_1_0001_Cam1_raw.jpg"}]}""",
        """{"timestamp":"0001","scene":"LAB ","question":"what is it?","task_id":1.0,"task_type":"Gaze_Target_Recognition","input_cams":["cam1"," cam2 ",""," "],"input_images":[{"image":"/x/Lab_s_1_0001_Cam1_raw.jpg","cam":"CAM1"}],"extra":{"z":1,"a":[]}}""",
        """{"task_id":"2","scene":"Kitchen","timestamp":12,"question":"b","n":[1.0,1.10,1E5,-0,-0.0,1e-7,9007199254740993,123456789012345678901234567890,0.1e1]}""",
        """{"task_id":2,"scene":"kitchen","timestamp":"12","question":"B","n":[1,1.1,100000.0,0,-0.0,1E-07,9007199254740993,123456789012345678901234567890,1.0]}""",
        """{"task_id":3,"scene":"Σίσυφος ΟΔΟΣ","timestamp":"5.5","question":"İstanbul ǅ Straße ﬀ 𐐀","meta":{},"input_cams":[]}""",
        """{"task_id":3,"scene":"σίσυφος οδος","timestamp":5.5,"question":"i̇stanbul ǆ straße ﬀ 𐐨","meta":{"x":null}}""",
        """{"task_id":4,"scene":"shop","timestamp":"\ud83d\ude00","question":"\ud800 lone \u007f \u0001 \" \\","a\u0062":1,"ab":2}""",
        """{"task_id":4,"scene":"shop","timestamp":"\uffff","question":"after the surrogates"}""",
        """{"task_id":true,"scene":false,"timestamp":null,"question":0,"deep":[[[[{"k":[{}]}]]]]}""",
        """{"task_id":9,"scene":" ","timestamp":"\u001c\u0085","question":"none of the four tasks"}""",
        """{"a":1,"b":2,"a":3,"task_id":1,"question":"same name twice","nan":[NaN,Infinity,-Infinity]}""",
        """{"question":"same name twice","task_id":1,"b":2,"a":3,"nan":[NaN,Infinity,-Infinity]}""",
        """{"task_id":1,"question":"images","input_images":[{"cam":"B","image":"x/"},{"cam":"a","image":"."},{"cam":null,"image":" ../q\\r.jpg "},{"cam":"a"}]}""",
        """{"task_id":-1,"question":"images","input_images":null,"input_cams":null}""",
        """{"task_id":1,"task_type":["gaze","Two"],"scene":{"a":[null,true,1.50,-0,1e400]},"timestamp":[1],"question":["it's","say \"x\"","both ' and \"","\t\u00a0\u200bé\ud800\\ "],"input_cams":"Cam1","input_images":"a/b.jpg"}""",
        """{"task_id":1,"task_type":"['gaze', 'two']","scene":"{'a': [None, True, 1.5, 0, inf]}","timestamp":"[1]","input_cams":["cam1"],"question":["it's","say \"x\"","both ' and \"","\t\u00a0\u200bé\ud800\\ "],"input_images":[{"image":"b.jpg"}]}""",
        """{"task_id":2,"task_type":NaN,"scene":-Infinity,"timestamp":NaN,"question":Infinity,"input_cams":7,"input_images":["x/y.jpg",3,["l"],""]}""",
        """{"task_id":2,"task_type":"nan","scene":"-inf","timestamp":"nan","question":"inf","input_cams":["7"],"input_images":[{"image":"y.jpg"},{"image":3},{"image":"['l']"},{}]}""",
        "{}",
    ];

    [Fact]
    public async Task Odd_samples_are_merged_alike()
    {
        using var benchmarks = new Benchmarks();
        var first = benchmarks.Write(
            "ck",
            $$$$"""
            {"version":7,"samples":[{{{{string.Join(" ,\n", s_odd)}}}}],
             "frame_stats":{"frames":1,"mean":0.1,"note":"first","late":null,"big":9007199254740993,"flag":true},
             "reject_stats":{"gate":2.5,"half":0.5,"tiny":1e-7,"gate":3.5},
             "meta":{"model":"gemini \"3\"","run_name":"ck","t":1.50,"list":[],"merge":{"old":1},"nested":{"a":[1,{"b":{}}]}}}

            """
        );
        var second = benchmarks.Write(
            "l s",
            $$$"""
            {"meta":{"model":"other"},"counts":{"task1":99},
             "reject_stats":{"half":0.5,"new":[1,{"a":"b"}],"tiny":2e-7},
             "frame_stats":{"frames":2,"mean":0.2,"note":"second","late":4,"big":1,"flag":1},
             "samples":[{{{string.Join(",", s_odd.Reverse())}}}]}
            """
        );
        Assert.Equal(benchmarks.Merge(first, second), await benchmarks.OracleAsync(first, second));
    }

    [Fact]
    public async Task Empty_benchmarks_are_merged_alike()
    {
        using var benchmarks = new Benchmarks();
        var first = benchmarks.Write("a", "\uFEFF {\"samples\" : [ ] , \"meta\":null}\n");
        var second = benchmarks.Write("b", "{\"reject_stats\":{},\"samples\":[]}");
        Assert.Equal(benchmarks.Merge(first, second), await benchmarks.OracleAsync(first, second));
    }

    [Fact]
    public async Task Many_samples_in_several_batches_are_merged_alike()
    {
        using var benchmarks = new Benchmarks();
        var random = new Random(7);
        var inputs = Enumerable
            .Range(0, 3)
            .Select(run =>
                benchmarks.WriteSamples(
                    $"run{run}",
                    Enumerable.Range(0, 3000).Select(_ => Sample(random))
                )
            )
            .ToArray();
        Assert.Equal(benchmarks.Merge(inputs), await benchmarks.OracleAsync(inputs));
    }

    private static string Sample(Random random)
    {
        string[] scenes = ["Commons", "kitchen", "Lab ", "  SHOP", "café", "Ж"];
        // Long ones share a beginning longer than what is kept of a sort key.
        var question = new StringBuilder();
        question.Append(random.Next(3) == 0 ? new string('q', 300) : "who");
        question.Append(random.Next(40));
        return $$"""
            {"task_id": {{random.Next(1, 5)}}, "question": "{{question}}",
              "scene": "{{scenes[random.Next(scenes.Length)]}}", "timestamp": {{random.Next(4)}},
              "answer": {{random.Next(2)}}, "score": {{random.NextDouble():R}} }
            """;
    }
}
