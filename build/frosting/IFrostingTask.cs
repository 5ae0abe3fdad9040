using Cake.Core;

namespace Cake.Frosting;

/// <summary>A node of the task graph.</summary>
public interface IFrostingTask
{
    /// <summary>Printed when <see cref="ShouldRun"/> says no.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Does the task's work.</summary>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the task runs at all.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Called when the task threw.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Called after the task, however it ended.</summary>
    void Finally(ICakeContext context);
}
