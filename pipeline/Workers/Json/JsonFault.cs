namespace Sluice.Workers.Json;

/// <summary>A text is not the JSON that it should be.</summary>
/// <param name="what">What was expected or found, in a few words.</param>
/// <param name="at">Byte offset, from 0.</param>
internal sealed class JsonFault(string what, long at) : Exception(what)
{
    /// <summary>Byte offset, from 0.</summary>
    public long At { get; } = at;

    /// <summary>Whether the text is right as far as it goes.</summary>
    public bool IsEnd { get; init; }

    /// <summary>Whether this is JSON all the same, of another shape: what stands around it can be told from it.</summary>
    public bool IsOfShape { get; init; }

    /// <summary>The place from 0 of the list's item that it lies in; null for one outside of all.</summary>
    public long? Item { get; init; }

    /// <summary>The same, in an item of a list.</summary>
    public JsonFault In(long item) =>
        new(Message, At)
        {
            IsEnd = IsEnd,
            IsOfShape = IsOfShape,
            Item = item,
        };
}
