namespace Sluice.Workers.Json;

/// <summary>Kinds of JSON values.</summary>
internal enum JsonKind : byte
{
    /// <summary>Its children are name, value, name, value, …</summary>
    Object,

    /// <summary>Its children are its items.</summary>
    Array,

    /// <summary>Also a member's name; start and end leave out the quotes.</summary>
    String,

    /// <summary>Also NaN, Infinity and -Infinity, which Python writes and reads.</summary>
    Number,

    /// <summary>true, false or null.</summary>
    Literal,
}
