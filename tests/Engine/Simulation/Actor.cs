namespace Sluice.Tests.Engine.Simulation;

/// <summary>A simulated worker process: runs on a thread of its own, but only while it has the turn.</summary>
internal sealed class Actor
{
    private readonly SemaphoreSlim _turn = new(0);
    private readonly SemaphoreSlim _over = new(0);
    private readonly Thread _thread;

    public Actor(string name, Action<Actor> life)
    {
        Name = name;
        _thread = new Thread(() =>
        {
            _turn.Wait();
            try
            {
                life(this);
            }
            catch (Killed)
            {
                // As a process ends by SIGKILL: no more is done.
            }
            catch (Exception e)
            {
                Failure = e;
            }
            HasEnded = true;
            _over.Release();
        })
        {
            IsBackground = true,
        };
        _thread.Start();
    }

    public string Name { get; }

    /// <summary>Who it is to others; another after its fence was lost.</summary>
    public string Worker { get; set; } = "";

    /// <summary>Not before this time does it get the turn.</summary>
    public long Until { get; set; }

    /// <summary>Its heartbeat stands still with it.</summary>
    public bool IsPaused { get; set; }

    public bool IsKilled { get; set; }

    public bool HasEnded { get; private set; }

    public Exception? Failure { get; private set; }

    /// <summary>Lets it do one operation.</summary>
    public void Step()
    {
        _turn.Release();
        _over.Wait();
    }

    /// <summary>Called by it before each operation: gives the turn back and waits for the next.</summary>
    public void Yield()
    {
        _over.Release();
        _turn.Wait();
        if (IsKilled)
            throw new Killed();
    }
}
