namespace Cake.Frosting;

/// <summary>An error in how the host or its tasks are put together.</summary>
public sealed class FrostingException : Exception
{
    public FrostingException(string message)
        : base(message) { }

    public FrostingException(string message, Exception innerException)
        : base(message, innerException) { }
}
