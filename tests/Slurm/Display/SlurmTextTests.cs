using Sluice.Slurm.Display;
using Sluice.Slurm.Queue;
using Sluice.Slurm.Runs;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Display;

/// <summary>What a cluster has to say, for people and for machines: every event, word for word.</summary>
public sealed class SlurmTextTests
{
    private static readonly SlurmStage s_stage = SlurmSample.Stage(
        "Augment",
        SlurmSample.Array("Augment-1", 3, "4711")
    ) with
    {
        Plan = "/ws/plan",
        Units = 120,
    };

    private static readonly SlurmStage s_late = SlurmSample.Stage(
        "Merge",
        SlurmSample.Array("Merge-1", 1, "4712") with
        {
            After = ["Augment-1"],
        },
        SlurmSample.Array("Merge-2", 1, "4713") with
        {
            Attempt = 2,
        }
    ) with
    {
        After = ["Augment"],
    };

    [Fact]
    public void For_people() => Snapshot.Matches(All(new SlurmText(json: false)));

    [Fact]
    public void For_machines() => Snapshot.Matches(All(new SlurmText(json: true)));

    private static string All(SlurmText text)
    {
        var run = SlurmSample.Run("/ws", s_stage, s_late);
        IReadOnlyList<ElementState> elements =
        [
            Element(0, "RUNNING", "", "node1"),
            Element(1, "PENDING", "PartitionTimeLimit", ""),
        ];
        return string.Concat(
            (
                (IEnumerable<IEnumerable<string>>)
                    [
                        text.Script(run, s_late.Arrays[0], "#!/bin/bash\nexec true\n"),
                        text.Submitted(run, s_stage, s_stage.Arrays[0]),
                        text.Submitted(run, s_late, s_late.Arrays[0]),
                        text.Submitted(run, s_late, s_late.Arrays[1]),
                        text.Adopted("Augment", [(run, elements)]),
                        text.Waiting("squeue: no route; trying again in 1 s"),
                        text.Withdrawn(["4711"], new ToolResult(0, "", "")),
                        text.Withdrawn(["4711"], new ToolResult(1, "", "no route")),
                        text.Detached([run], " --workspace /ws"),
                        text.Never("Augment", elements[1]),
                        text.Problem("squeue printed a line that is none of a job: x"),
                        text.NotRun("Merge", "a combo is missing"),
                        text.Cancelled("Augment", elements),
                    ]
            )
                .SelectMany(lines => lines)
                .Select(line => line + "\n")
        );
    }

    private static ElementState Element(int index, string state, string reason, string node) =>
        new(
            s_stage,
            s_stage.Arrays[0],
            index,
            new JobState("4711", index, state, reason, node, s_stage.Arrays[0].JobName)
        );
}
