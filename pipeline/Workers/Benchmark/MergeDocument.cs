using System.Globalization;
using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark;

/// <summary>Writes what the merged file and its report say besides the samples. Fields and their order: docs/benchmark.md.</summary>
/// <param name="result">What was found.</param>
/// <param name="name">The merge's.</param>
/// <param name="sources">The inputs' paths, absolute.</param>
/// <param name="createdAt">UTC to the second, with Z.</param>
internal sealed class MergeDocument(
    MergeResult result,
    string name,
    IReadOnlyList<string> sources,
    string createdAt
)
{
    private readonly JsonTape _tape = new();

    /// <summary>The merged file up to its samples.</summary>
    public void WriteHead(ByteBuffer to)
    {
        var json = new JsonWriter(to);
        json.Begin('{');
        json.Name("meta");
        Meta(json);
        json.Name("counts");
        Counts(json);
        json.Name("reject_stats");
        result.RejectStats.Write(json);
        json.Name("frame_stats");
        result.FrameStats.Write(json);
        json.Name("samples");
    }

    public void WriteReport(string output, ByteBuffer to)
    {
        var json = new JsonWriter(to);
        json.Begin('{');
        Text(json, "created_at", createdAt);
        Text(json, "merge_name", name);
        Text(json, "output_path", output);
        Number(json, "output_sample_count", result.Kept.Count);
        json.Name("counts");
        Counts(json);
        Sources(json);
        SourceCounts(json);
        Duplicates(json);
        json.Name("reject_stats_merged");
        result.RejectStats.Write(json);
        json.Name("frame_stats_merged");
        result.FrameStats.Write(json);
        json.End('}');
    }

    private void Meta(JsonWriter json)
    {
        _tape.Read(result.Meta, 0);
        var view = new JsonView(result.Meta, _tape);
        var members = new List<JsonMember>();
        view.Members(0, members);
        var (hasName, hasMerge) = (false, false);
        json.Begin('{');
        foreach (var member in members)
        {
            var key = view.NameOf(member);
            json.Name(key);
            if (key.SequenceEqual("run_name"u8))
            {
                hasName = true;
                json.Text(name);
            }
            else if (key.SequenceEqual("merge"u8))
            {
                hasMerge = true;
                Merge(json);
            }
            else
                json.Node(view, member.Value);
        }
        if (!hasName)
            Text(json, "run_name", name);
        if (!hasMerge)
        {
            json.Name("merge");
            Merge(json);
        }
        json.End('}');
    }

    private void Merge(JsonWriter json)
    {
        json.Begin('{');
        Text(json, "created_at", createdAt);
        Text(json, "merge_name", name);
        Sources(json);
        json.Name("source_runs");
        Texts(json, sources.Select(s => Path.GetFileName(Path.GetDirectoryName(s)!)));
        SourceCounts(json);
        Text(json, "dedup_policy", "stable_identity_keep_first");
        Duplicates(json);
        Number(json, "merged_sample_count", result.Kept.Count);
        json.End('}');
    }

    private void Counts(JsonWriter json)
    {
        json.Begin('{');
        foreach (var (count, value) in result.Counts())
            Number(json, count, value);
        json.End('}');
    }

    private void Sources(JsonWriter json)
    {
        json.Name("sources");
        Texts(json, sources);
    }

    private void SourceCounts(JsonWriter json)
    {
        json.Name("source_sample_counts");
        json.Begin('{');
        foreach (var (source, count) in sources.Zip(result.SourceCounts))
            Number(json, source, count);
        json.End('}');
    }

    private void Duplicates(JsonWriter json)
    {
        Number(json, "exact_duplicates_dropped", result.ExactDuplicates);
        Number(json, "conflict_duplicates_dropped", result.ConflictDuplicates);
        json.Name("conflict_examples");
        json.Begin('[');
        foreach (var (kept, source, index) in result.Conflicts)
        {
            json.Item();
            json.Begin('{');
            Text(json, "identity_key", kept.Identity.ToString());
            Text(json, "kept_source", sources[kept.Source]);
            Number(json, "kept_index", kept.Index);
            Text(json, "drop_source", sources[source]);
            Number(json, "drop_index", index);
            json.End('}');
        }
        json.End(']');
        if (result.DropsBad)
            Bad(json);
    }

    private void Bad(JsonWriter json)
    {
        Number(json, "bad_samples_dropped", result.BadSamples);
        json.Name("bad_sample_examples");
        json.Begin('[');
        foreach (var (source, fault) in result.BadExamples)
        {
            json.Item();
            json.Begin('{');
            Text(json, "source", sources[source]);
            Number(json, "index", fault.Item ?? 0);
            Number(json, "byte", fault.At);
            Text(json, "reason", fault.Message);
            json.End('}');
        }
        json.End(']');
    }

    private static void Texts(JsonWriter json, IEnumerable<string> texts)
    {
        json.Begin('[');
        foreach (var text in texts)
        {
            json.Item();
            json.Text(text);
        }
        json.End(']');
    }

    private static void Text(JsonWriter json, string member, string text)
    {
        json.Name(member);
        json.Text(text);
    }

    private static void Number(JsonWriter json, string member, long number)
    {
        json.Name(member);
        json.Plain(number.ToString(CultureInfo.InvariantCulture));
    }
}
