using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Ledgers;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Planning;

/// <summary>A ledger directory and records to put there.</summary>
internal sealed class LedgerSample : IDisposable
{
    public static IReadOnlyList<FingerprintPart> Shared { get; } =
    [new(PartKind.Worker, "copy", "1"), new(PartKind.Parameter, "mode", "plain")];

    public Workspace Workspace { get; } = new();

    public string Directory => Workspace["ledger"];

    public string FileOf(string worker) => Path.Combine(Directory, $"{worker}.jsonl");

    public Ledger Open() => Ledger.Open(Directory);

    public static DoneRecord Done(
        string unit,
        long sequence = 1,
        string worker = "w",
        long generation = 1,
        int second = 0,
        string fingerprint = "f"
    ) =>
        new()
        {
            Unit = unit,
            Fingerprint = fingerprint,
            Generation = generation,
            At = DateTimeOffset.UnixEpoch.AddSeconds(second),
            Worker = worker,
            Sequence = sequence,
            SharedParts = Fingerprint.IdOf(Shared),
            OwnParts = [new(PartKind.Input, $"in/{unit}", "00")],
            Outputs = [new($"{unit}.txt", new FileIdentity(1, 2, 3, 4), "aa")],
        };

    public static FailedRecord Failed(string unit, long sequence = 1, string error = "no") =>
        new()
        {
            Unit = unit,
            Fingerprint = "f",
            Generation = 1,
            At = DateTimeOffset.UnixEpoch,
            Worker = "w",
            Sequence = sequence,
            ExitCode = 3,
            Error = error,
            Log = "logs/x.log",
        };

    public void Write(string worker, params LedgerRecord[] records)
    {
        using var writer = new LedgerWriter(Directory, worker);
        foreach (var record in records)
            writer.Append(record, Shared);
    }

    public void Dispose() => Workspace.Dispose();
}
