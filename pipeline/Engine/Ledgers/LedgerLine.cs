using System.Text.Json;
using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>A record as read from a worker's file: its bytes, and what decides whether it counts.</summary>
/// <param name="Bytes">The line without line feed; known to be whole and well-formed.</param>
/// <param name="Order">What it supersedes.</param>
/// <param name="Fingerprint">Zeros when it is no hash.</param>
/// <param name="Shared">Id of its shared parts.</param>
/// <param name="Outputs">Identities of its outputs, in order.</param>
internal sealed record LedgerLine(
    ReadOnlyMemory<byte> Bytes,
    LedgerOrder Order,
    Hash256 Fingerprint,
    string Shared,
    FileIdentity[] Outputs
)
{
    /// <summary>The whole record.</summary>
    public T Decode<T>()
        where T : LedgerRecord
    {
        using var json = JsonDocument.Parse(Bytes);
        return (T)LedgerFormat.ReadRecord(json.RootElement);
    }
}
