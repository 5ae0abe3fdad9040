using System.Runtime.InteropServices;
using System.Text.Json;

namespace Sluice.Workers.Embedding;

/// <summary>
/// The weights of the TensorFlow.js graph by name, and how the encoder's parts are called in it:
/// variables are rooted at <c>module/</c>, folded constants at <c>module_apply_default/</c>.
/// </summary>
internal sealed class ModelWeights
{
    private const string Encode = "Encoder_en/KonaTransformer/Encode/";
    private const string Joined = "/ConcatPartitions/concat";
    private readonly Dictionary<string, float[]> _byName = [];

    /// <param name="files">Verified files: their content is known to fit.</param>
    public ModelWeights(ModelFiles files)
    {
        using var manifest = JsonDocument.Parse(files.Manifest);
        var rest = files.Weights.AsSpan();
        foreach (var group in manifest.RootElement.GetProperty("weightsManifest").EnumerateArray())
        foreach (var entry in group.GetProperty("weights").EnumerateArray())
        {
            var bytes = sizeof(float);
            foreach (var extent in entry.GetProperty("shape").EnumerateArray())
                bytes *= extent.GetInt32();
            if (entry.GetProperty("dtype").ValueEquals("float32"))
                _byName[entry.GetProperty("name").GetString()!] = MemoryMarshal
                    .Cast<byte, float>(rest[..bytes])
                    .ToArray();
            rest = rest[bytes..];
        }
    }

    /// <summary>[8002, 256]: one row a piece.</summary>
    public float[] Embeddings => _byName["module/Embeddings_en"];

    /// <summary>[128]: angular frequencies of the position signal.</summary>
    public float[] Frequencies =>
        Constant("TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1");

    /// <summary>The dense layer before the final tanh, 512 to 512.</summary>
    public DenseLayer Output() =>
        new(
            _byName["module/Encoder_en/hidden_layers/tanh_layer_0/weights"],
            _byName["module/Encoder_en/hidden_layers/tanh_layer_0/bias"]
        );

    /// <summary>A layer's normalisation: <paramref name="part"/> is empty or <c>FFN/</c>.</summary>
    public LayerNorm Norm(int layer, string part)
    {
        var prefix = $"{Layer(layer)}{part}layer_prepostprocess/layer_norm/layer_norm_";
        return new(Constant(prefix + "scale" + Joined), Constant(prefix + "bias" + Joined));
    }

    /// <summary>A projection of a layer's attention.</summary>
    public DenseLayer Attention(int layer, string part)
    {
        var name = $"{Layer(layer)}MultiheadAttention/{part}";
        return new(
            _byName[$"module/{Encode}{name}/kernel/part_0"],
            Constant($"{name}/bias{Joined}")
        );
    }

    /// <summary>A dense layer of a layer's feed-forward part.</summary>
    public DenseLayer FeedForward(int layer, string part) =>
        new(
            Constant($"TransformerStack/{Layer(layer)}FFN/{part}/Tensordot/Reshape_1"),
            Constant($"{Layer(layer)}FFN/{part}/bias{Joined}")
        );

    /// <summary>The dense layer on the residual path of a layer that changes the width.</summary>
    public DenseLayer Residual(int layer) =>
        new(
            Constant($"{Layer(layer)}dense/kernel{Joined}"),
            Constant($"{Layer(layer)}dense/bias{Joined}")
        );

    private static string Layer(int layer) => $"Layer_{layer}/TransformerLayer/";

    private float[] Constant(string name) => _byName[$"module_apply_default/{Encode}{name}"];
}
