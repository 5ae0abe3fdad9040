namespace Sluice.Workers.Json;

/// <summary>A member of an object on a tape.</summary>
/// <param name="Name">Node of its name.</param>
/// <param name="Value">Node of its value.</param>
/// <param name="Decoded">Its name where that is written with escapes.</param>
internal readonly record struct JsonMember(int Name, int Value, byte[]? Decoded);
