using Sluice.Engine;

namespace Sluice.Slurm.Runs;

/// <summary>
/// Held from the look at the queue until all is submitted, so that of two submissions at once the
/// second sees what the first has queued. A file's lock, which its owner's death gives back; where the
/// file system has none, claims still see to it that no unit is done twice.
/// </summary>
internal sealed class SubmitLock : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private SubmitLock(FileStream file) => _file = file;

    /// <summary>Takes a workspace's, waiting for whoever has it.</summary>
    /// <exception cref="UserError">The workspace cannot be written.</exception>
    public static async Task<SubmitLock> TakeAsync(
        string workspace,
        Action waiting,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var directory = RunPaths.AllOf(workspace);
        var path = Path.Combine(directory, "lock");
        for (var isTold = false; ; isTold = true)
            try
            {
                Directory.CreateDirectory(directory);
                return new SubmitLock(
                    new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None)
                );
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (!isTold)
                    waiting();
                await Task.Delay(s_pause, clock, stop);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UserError(
                    $"cannot write under {directory}: {e.Message}; what is submitted is kept there"
                );
            }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK: .NET gives the error number of the system as HResult, or its own for a sharing violation.
    private static bool IsHeld(IOException e) => e.HResult is 11 or unchecked((int)0x80070020);
}
