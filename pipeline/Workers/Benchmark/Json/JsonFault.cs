namespace Sluice.Workers.Benchmark.Json;

/// <summary>A text is not the JSON that it should be.</summary>
/// <param name="what">What was expected or found, in a few words.</param>
/// <param name="at">Byte offset, from 0.</param>
internal sealed class JsonFault(string what, long at) : Exception(what)
{
    /// <summary>Byte offset, from 0.</summary>
    public long At { get; } = at;

    /// <summary>Whether the text is right as far as it goes.</summary>
    public bool IsEnd { get; init; }
}
