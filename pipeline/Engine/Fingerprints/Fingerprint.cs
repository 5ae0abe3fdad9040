using Sluice.Engine.Files;

namespace Sluice.Engine.Fingerprints;

/// <summary>SHA-256 over everything a unit's result depends on, and what differs between two of them.</summary>
public static class Fingerprint
{
    /// <summary>
    /// Hash over the parts that all units of a stage share, the unit's key, and the parts of its own,
    /// in the order given. The key is in it, so that an equal fingerprint means the same unit.
    /// </summary>
    public static Hash256 Of(
        IReadOnlyList<FingerprintPart> shared,
        string key,
        IReadOnlyList<FingerprintPart> own
    )
    {
        var buffer = new FingerprintBuffer();
        buffer.Start(OfShared(shared), key);
        foreach (var part in own)
            buffer.Add(part.Kind, part.Name, part.Value);
        return buffer.End();
    }

    /// <summary>Hash over the shared parts alone.</summary>
    public static Hash256 OfShared(IReadOnlyList<FingerprintPart> shared)
    {
        var buffer = new FingerprintBuffer();
        buffer.Start();
        foreach (var part in shared)
            buffer.Add(part.Kind, part.Name, part.Value);
        return buffer.End();
    }

    /// <summary>Names a list of shared parts in the ledger: 16 hex digits.</summary>
    public static string IdOf(IReadOnlyList<FingerprintPart> parts) =>
        OfShared(parts).ToString()[..16];

    /// <summary>Every difference as a reason a person understands, in the order of the new list.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyList<FingerprintPart> before,
        IReadOnlyList<FingerprintPart> after
    )
    {
        // A name may appear twice: a unit's parameter named like its stage's, an input listed again.
        var old = before
            .GroupBy(p => (p.Kind, p.Name), p => p.Value)
            .ToDictionary(values => values.Key, values => new Queue<string>(values));
        var reasons = new List<string>();
        foreach (var part in after)
        {
            if (!old.TryGetValue((part.Kind, part.Name), out var values) || values.Count == 0)
                reasons.Add($"{Noun(part.Kind)} `{part.Name}` is new");
            else if (values.Dequeue() is var value && value != part.Value)
                reasons.Add(Changed(part, value));
        }
        reasons.AddRange(
            old.Where(rest => rest.Value.Count > 0)
                .Select(rest => $"{Noun(rest.Key.Kind)} `{rest.Key.Name}` is gone")
        );
        return reasons;
    }

    private static string Changed(FingerprintPart part, string old) =>
        part.Kind switch
        {
            PartKind.Parameter => $"parameter `{part.Name}` {ValueDifference.Of(old, part.Value)}",
            PartKind.Worker => $"worker `{part.Name}` version {old}→{part.Value}",
            PartKind.Code => $"code `{part.Name}` changed",
            _ => $"{Noun(part.Kind)} `{part.Name}` changed",
        };

    private static string Noun(PartKind kind) =>
        kind switch
        {
            PartKind.Worker => "worker",
            PartKind.Command => "command",
            PartKind.Parameter => "parameter",
            PartKind.Input => "input",
            PartKind.Output => "output",
            _ => "code",
        };
}
