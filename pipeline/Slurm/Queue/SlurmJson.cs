using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Slurm.Runs;

namespace Sluice.Slurm.Queue;

/// <summary>How runs, late plans and ends are written.</summary>
[JsonSerializable(typeof(SlurmRun))]
[JsonSerializable(typeof(LatePlan))]
[JsonSerializable(typeof(Dictionary<string, ElementEnd>))]
internal sealed partial class SlurmJson : JsonSerializerContext
{
    /// <summary>For people too: names of users' directories are no HTML.</summary>
    public static SlurmJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                WriteIndented = true,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
