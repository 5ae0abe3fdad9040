using Sluice.Engine.Files;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Engine.Upkeep;

/// <summary>
/// Makes one base file of a ledger's base files and of the files of workers that have ended. The new
/// file is whole and durable before anything it covers is removed; killed anywhere, records are there
/// once or twice, never not at all.
/// </summary>
/// <param name="ledger">Just read on.</param>
/// <param name="directory">Of the ledger.</param>
/// <param name="hasEnded">Whether a worker, by its id, will never write again.</param>
internal sealed class LedgerCompaction(Ledger ledger, string directory, Func<string, bool> hasEnded)
{
    /// <summary>Where files go of which something was dropped: what they hold otherwise is kept.</summary>
    public const string Damaged = "damaged";

    // A half-made file of a compactor that was killed; a live one's is younger.
    private static readonly long Abandoned = 600_000_000_000;

    private readonly Lazy<List<LedgerFile>> _covered = new(() =>
        [
            .. ledger.Content.Files.Values.Where(f =>
                f.Read > 0 && hasEnded(Path.GetFileNameWithoutExtension(f.Path))
            ),
        ]
    );

    /// <summary>Bytes of workers' files that it would take in.</summary>
    public long Bytes => _covered.Value.Sum(f => f.Read);

    /// <summary>Workers' files that it would take in.</summary>
    public int Files => _covered.Value.Count;

    /// <summary>Compacts.</summary>
    /// <param name="plan">Gives the order, and proves its units different from each other.</param>
    /// <exception cref="IOException">The disk refuses; the ledger is as it was.</exception>
    public void Run(Plan plan)
    {
        var content = ledger.Content;
        if (_covered.Value.Count == 0 && content.Bases.Count < 2 && content.Damaged.Count == 0)
            return;
        var path = Path.Combine(
            directory,
            $"{ledger.Generation:d6}-{Guid.NewGuid():n}{LedgerBase.Extension}"
        );
        Durable.Write(path, stream => new LedgerBaseWriter(ledger, stream).Write(plan));
        foreach (var file in _covered.Value)
            // One that has grown since belongs to a worker that lives after all.
            if (FileIdentity.Of(file.Path)?.Size == file.Length)
                Remove(file.Path, file.IsDamaged);
        foreach (var file in content.Bases)
            Remove(file, content.Damaged.Contains(file));
        Disk.Sync(directory);
        Tidy(path);
    }

    private void Remove(string file, bool isDamaged)
    {
        if (!isDamaged)
        {
            Disk.Delete(file);
            return;
        }
        var aside = Path.Combine(directory, Damaged);
        Disk.MakeDirectories(aside);
        if (
            Disk.TryRename(file, Path.Combine(aside, Path.GetFileName(file)))
            is not (0 or Native.ErrorNotFound)
                and var error
        )
            throw Disk.Failure("cannot move aside", file, error);
    }

    private void Tidy(string made)
    {
        var now = FileIdentity.Of(made)?.Modified ?? 0;
        foreach (var file in Directory.EnumerateFiles(directory, "*.tmp").ToList())
            if (FileIdentity.Of(file) is { } old && now - old.Modified > Abandoned)
                Disk.Delete(file);
    }
}
