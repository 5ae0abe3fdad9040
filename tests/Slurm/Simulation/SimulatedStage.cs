using Sluice.Driver;
using Sluice.Driver.Graph;
using Sluice.Engine.Graph;
using Sluice.Engine.Planning;
using Sluice.Engine.Stages;

namespace Sluice.Tests.Slurm.Simulation;

/// <summary>A stage of units that make nothing but a record.</summary>
internal sealed class SimulatedStage(string name, int units) : IStageTask
{
    public string Name => name;

    public int Units => units;

    public IReadOnlyList<string> Sections => [];

    public DeclaredStage Declare(Pipeline pipeline) =>
        new()
        {
            Name = name,
            Workspace = pipeline.Workspace,
            OutputRoot = Path.Combine(pipeline.Workspace, "out"),
            Worker = "none",
            Parameters = new SortedDictionary<string, string>
            {
                // A setting on which results depend.
                ["expiry"] = $"{pipeline.Settings.Run.ClaimExpiry}",
            },
            Units =
            [
                .. Enumerable.Range(0, units).Select(i => new Unit { Key = $"{i}", Outputs = [] }),
            ],
        };

    public IReadOnlyList<string> Reads(Pipeline pipeline) => [];

    public bool IsWanted(Pipeline pipeline) => true;

    public void Check(Pipeline pipeline) { }

    public void Ended(Pipeline pipeline, StageOutcome outcome) { }
}
