namespace Sluice.Tests.Engine.Properties;

/// <summary>A stage as the model knows it.</summary>
internal sealed class ModelStage(int index)
{
    public string Name { get; } = $"S{index}";

    /// <summary>Relative to the workspace.</summary>
    public string OutputRoot { get; } = $"out{index}";

    /// <summary>Relative to the workspace.</summary>
    public string CodeFile { get; } = $"code/{index}.py";

    /// <summary>Read by every unit; relative to the workspace.</summary>
    public string SharedInput { get; } = $"shared/{index}.txt";

    public int Version { get; set; } = 1;

    public string Parameter { get; set; } = "p";

    public string Command { get; set; } = "c";

    public List<ModelUnit> Units { get; } = [];

    /// <summary>Units there were once; their records and outputs may still lie about.</summary>
    public List<ModelUnit> Removed { get; } = [];

    public string PathOf(string output) => $"{OutputRoot}/{output}";

    public IEnumerable<string> Paths => Units.SelectMany(u => u.Outputs).Select(PathOf);
}
