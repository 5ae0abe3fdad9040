using System.Security.Cryptography;
using System.Text;

namespace Sluice.Engine.UpToDate;

/// <summary>SHA-256 over everything a unit's result depends on, and what differs between two of them.</summary>
public static class Fingerprint
{
    /// <summary>
    /// Hash over parts in the order given, each as kind, name and value with their lengths, so that
    /// no two lists collide by shifting text between fields.
    /// </summary>
    /// <returns>64 hex digits.</returns>
    public static string Of(
        IReadOnlyList<FingerprintPart> shared,
        IReadOnlyList<FingerprintPart> own
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in shared.Concat(own))
        {
            var line =
                $"{part.Kind}:{part.Name.Length}:{part.Name}:{part.Value.Length}:{part.Value}\n";
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Names a list of shared parts in the ledger: 16 hex digits.</summary>
    public static string IdOf(IReadOnlyList<FingerprintPart> parts) => Of(parts, [])[..16];

    /// <summary>Every difference as a reason a person understands, in the order of the new list.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyList<FingerprintPart> before,
        IReadOnlyList<FingerprintPart> after
    )
    {
        var old = before.ToDictionary(p => (p.Kind, p.Name), p => p.Value);
        var reasons = new List<string>();
        foreach (var part in after)
        {
            if (!old.Remove((part.Kind, part.Name), out var value))
                reasons.Add($"{Noun(part.Kind)} `{part.Name}` is new");
            else if (value != part.Value)
                reasons.Add(Changed(part, value));
        }
        reasons.AddRange(old.Keys.Select(gone => $"{Noun(gone.Kind)} `{gone.Name}` is gone"));
        return reasons;
    }

    private static string Changed(FingerprintPart part, string old) =>
        part.Kind switch
        {
            PartKind.Parameter => $"parameter `{part.Name}` {Short(old)}→{Short(part.Value)}",
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
            _ => "code",
        };

    private static string Short(string value) =>
        value.Length == 0 ? "''"
        : value.Length <= 40 ? value.ReplaceLineEndings(" ")
        : $"{value[..37].ReplaceLineEndings(" ")}…";
}
