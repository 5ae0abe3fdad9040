using System.Diagnostics;
using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>
/// The names in a ledger's directory, listed again only when they may have changed: hundreds of
/// workers look between any two units.
/// </summary>
internal sealed class LedgerDirectory(string path)
{
    // Two changes within a tick of the file system's clock leave one stamp: a stamp is trusted only
    // when the listing came so long after it was first seen.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);

    private FileIdentity? _stamp;
    private long _seen;
    private bool _trusted;

    /// <summary>Base files, in ordinal order.</summary>
    public IReadOnlyList<string> Bases { get; private set; } = [];

    /// <summary>Workers' files, in ordinal order.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>Looks; a missing directory is an empty one.</summary>
    public void Look()
    {
        var stamp = FileIdentity.Look(path)?.Id;
        if (stamp is not null && stamp == _stamp && _trusted)
            return;
        if (stamp != _stamp)
            _seen = Stopwatch.GetTimestamp();
        _stamp = stamp;
        _trusted = Stopwatch.GetElapsedTime(_seen) > Settled;
        List();
    }

    /// <summary>Lists, whatever the stamp.</summary>
    public void List()
    {
        var names = new List<string>();
        try
        {
            names.AddRange(Directory.EnumerateFiles(path));
        }
        catch (DirectoryNotFoundException) { }
        names.Sort(StringComparer.Ordinal);
        Bases = [.. names.Where(n => n.EndsWith(LedgerBase.Extension, StringComparison.Ordinal))];
        Files = [.. names.Where(n => n.EndsWith(".jsonl", StringComparison.Ordinal))];
    }
}
