namespace Sluice.Tests.Engine.Simulation;

/// <summary>How an operation fails.</summary>
internal enum Refusal
{
    No,

    /// <summary>An error, and nothing has happened.</summary>
    NotDone,

    /// <summary>An error, though it has happened: the server's answer was lost.</summary>
    Done,
}
