using Sluice.Engine.Processes;

namespace Sluice.Tests.Engine.Processes;

/// <summary>One cancellation, whoever asks for it and whenever.</summary>
public sealed class StopSignalTests
{
    [Fact]
    public void The_first_stop_is_told_before_the_cancellation_and_the_next_is_not()
    {
        using var signal = new StopSignal();
        var told = 0;
        signal.FirstSignal += () =>
        {
            told++;
            Assert.False(signal.Token.IsCancellationRequested);
        };

        signal.Stop();
        signal.Stop();

        Assert.True(signal.Token.IsCancellationRequested);
        Assert.Equal(1, told);
    }

    [Fact]
    public void A_stop_that_comes_when_all_is_over_is_no_error()
    {
        var signal = new StopSignal();
        signal.Dispose();

        signal.Stop();
    }
}
