using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Sluice.Workers.Training;

namespace Sluice.Tests.Workers.Training;

public sealed class ModelTrainerTests
{
    [Fact]
    public void The_bytes_are_the_same_whatever_the_number_of_threads()
    {
        var one = Trained(1);
        Assert.Equal(one, Trained(2));
        Assert.Equal(one, Trained(7));
        Assert.NotEqual(one, Trained(1, seed: 2));
    }

    /// <summary>
    /// The digest was the same with 512-bit, 256-bit and no vectors or multiply-add instructions
    /// (DOTNET_EnableAVX512=0, DOTNET_EnableAVX=0).
    /// </summary>
    [Fact]
    public void The_bytes_are_the_same_on_every_machine() =>
        Assert.Equal(
            "887f20737cc9eeb8",
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Trained(1).AsSpan())))[
                ..16
            ]
        );

    [Fact]
    public void What_is_held_out_becomes_likelier()
    {
        var trainer = SmallModel.Trainer(2);
        var before = trainer.HeldOutLoss();
        // Nothing is known yet: about as likely as one in all pieces.
        Assert.InRange(before, Math.Log(128) - 0.5, Math.Log(128) + 0.5);
        for (var step = 1; step <= SmallModel.Settings.Steps; step++)
            trainer.Step(step);
        Assert.InRange(trainer.HeldOutLoss(), 0, before - 0.05);
    }

    [Fact]
    public void A_cancelled_training_ends_at_once()
    {
        using var stop = new CancellationTokenSource();
        var trainer = SmallModel.Trainer(2, stop.Token);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => trainer.Step(1));
        Assert.Throws<OperationCanceledException>(() => trainer.HeldOutLoss());
        Assert.Throws<OperationCanceledException>(() =>
            PieceLearner.Learn(SampleSentences.Texts, 128, stop.Token)
        );
    }

    [Fact]
    public void Checkpoints_are_kept_as_Pythia_keeps_them()
    {
        Assert.Equal([0, 1], CheckpointSchedule.Steps(1));
        Assert.Equal([0, 1, 2, 4, 8, 12], CheckpointSchedule.Steps(12));
        Assert.Equal(
            [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000, 2000, 2500],
            CheckpointSchedule.Steps(2500)
        );
    }

    private static float[] Trained(int threads, long seed = 1)
    {
        var trainer = SmallModel.Trainer(threads, seed: seed);
        for (var step = 1; step <= 4; step++)
            trainer.Step(step);
        return trainer.Weights.Values;
    }
}
