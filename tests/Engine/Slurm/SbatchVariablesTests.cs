using Sluice.Engine.Slurm;

namespace Sluice.Tests.Engine.Slurm;

/// <summary>A user's SBATCH_* variables decide what a script leaves open, and nothing else.</summary>
public sealed class SbatchVariablesTests
{
    [Fact]
    public void Those_of_given_options_are_hidden_by_sbatchs_own_names()
    {
        var hidden = SbatchVariables.HiddenBy(
            """
            #!/bin/bash
            #SBATCH --array=0-3
            #SBATCH --partition=main
            #SBATCH --time=01:00:00
            #SBATCH --mem=8G
            #SBATCH --output="a b"
            #SBATCH --open-mode=append
            #SBATCH --requeue
            #SBATCH --gpus=1
            #SBATCH --exclusive
            # --qos=not an option
            echo "#SBATCH --account=x"
            """
        );

        Assert.Equal(
            [
                "SBATCH_ARRAY_INX",
                "SBATCH_CLUSTERS",
                "SBATCH_ERROR",
                "SBATCH_EXCLUSIVE",
                "SBATCH_GPUS",
                "SBATCH_MEM_PER_CPU",
                "SBATCH_MEM_PER_GPU",
                "SBATCH_MEM_PER_NODE",
                "SBATCH_NO_REQUEUE",
                "SBATCH_OPEN_MODE",
                "SBATCH_OUTPUT",
                "SBATCH_PARTITION",
                "SBATCH_REQUEUE",
                "SBATCH_TEST_ONLY",
                "SBATCH_TIMELIMIT",
                "SBATCH_WAIT",
                "SLURM_MEM_PER_CPU",
                "SLURM_MEM_PER_GPU",
                "SLURM_MEM_PER_NODE",
            ],
            hidden.Order(StringComparer.Ordinal)
        );
    }
}
