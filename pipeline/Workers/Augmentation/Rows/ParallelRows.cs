using System.Runtime.ExceptionServices;

namespace Sluice.Workers.Augmentation.Rows;

/// <summary>Does rows at once, and fails as the first of them does rather than with all failures in one.</summary>
internal static class ParallelRows
{
    /// <summary>Calls <paramref name="body"/> with every index below <paramref name="count"/>.</summary>
    public static void Run(int count, int workers, Action<int> body, CancellationToken cancellation)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = workers,
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, count, options, body);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
