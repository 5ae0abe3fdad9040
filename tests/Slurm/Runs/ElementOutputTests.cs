using Sluice.Slurm.Runs;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Runs;

/// <summary>Of what an element printed before any worker began, the line that says why.</summary>
public sealed class ElementOutputTests
{
    [Theory]
    [InlineData(
        "srun: error: Unable to create step for job 5: More processors requested than permitted",
        "srun: error: Unable to create step for job 5: More processors requested than permitted"
    )]
    // What follows from it says less; nor do words on the way.
    [InlineData(
        "srun: warning: can't honor --ntasks-per-node set to 1\nslurmstepd: error: execve(): /opt/dotnet: No such file or directory\nsrun: error: node0: task 0: Exited with exit code 2\nsrun: Terminating StepId=5.0",
        "slurmstepd: error: execve(): /opt/dotnet: No such file or directory"
    )]
    [InlineData(
        "srun: error: Task launch for StepId=5.0 failed on node node0: Invalid job credential\nsrun: error: Application launch failed: Invalid job credential\nsrun: Job step aborted: Waiting up to 5 seconds for job step to finish.\nsrun: error: Timed out waiting for job step to complete",
        "srun: error: Application launch failed: Invalid job credential"
    )]
    [InlineData(
        "srun: fatal: SLURM_MEM_PER_CPU, SLURM_MEM_PER_GPU, and SLURM_MEM_PER_NODE are mutually exclusive.",
        "srun: fatal: SLURM_MEM_PER_CPU, SLURM_MEM_PER_GPU, and SLURM_MEM_PER_NODE are mutually exclusive."
    )]
    [InlineData(
        "srun: unrecognized option '--kill'\nTry \"srun --help\" for more information",
        "srun: unrecognized option '--kill'"
    )]
    [InlineData(
        "Loading dotnet\n/spool/job00005/slurm_script: line 14: apptainer: command not found\n\n",
        "/spool/job00005/slurm_script: line 14: apptainer: command not found"
    )]
    [InlineData(
        "srun: error: node0: tasks 0-3: Killed\nslurmstepd: error: *** STEP 5.0 ON node0 CANCELLED AT 2026-01-01T00:00:00 ***",
        null
    )]
    [InlineData("", null)]
    public void The_decisive_line_is_found(string text, string? line) =>
        Assert.Equal(line, ElementOutput.Decisive(text));

    [Fact]
    public void It_is_read_from_the_end_of_a_failed_elements_file_only()
    {
        using var workspace = new Workspace();
        var array = SlurmSample.Array("Augment-1", job: "5");
        var run = SlurmSample.Run(workspace.Root, SlurmSample.Stage("Augment", array));
        ElementState Of(string state, int element) =>
            new(run.Stages[0], array, element, new("5", element, state, "", "", ""));
        var paths = new RunPaths(workspace.Root, SlurmSample.Id);

        Assert.Null(ElementOutput.Of(run, Of("FAILED", 0)));

        workspace.Write(
            Path.GetRelativePath(workspace.Root, paths.Output("Augment-1", "0")),
            $"srun: error: long ago\n{new string('x', 20_000)}\nsrun: error: now\n"
        );
        Assert.Equal("srun: error: now", ElementOutput.Of(run, Of("FAILED", 0)));
        Assert.Null(ElementOutput.Of(run, Of("COMPLETED", 0)));
        Assert.Null(ElementOutput.Of(run, Of("CANCELLED", 0)));
        Assert.Null(ElementOutput.Of(run, Of("FAILED", 1)));
    }
}
