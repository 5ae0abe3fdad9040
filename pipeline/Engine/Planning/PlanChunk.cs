using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;

namespace Sluice.Engine.Planning;

/// <summary>What planning a stage's units needs, the same for all of them.</summary>
internal sealed record PlanContext(
    DeclaredStage Stage,
    Ledger Ledger,
    HashCache Hashes,
    PlanOptions Options,
    OpenDirectories Directories,
    IReadOnlyList<FingerprintPart> Shared,
    string? Waiting,
    Func<string, bool> IsSelected,
    IOwnParts PartsNow
)
{
    /// <summary>Hash of the shared parts.</summary>
    public Hash256 SharedHash { get; } = Fingerprint.OfShared(Shared);

    /// <summary>Where the first unit's first input is in the hash cache.</summary>
    public int FirstHash { get; } =
        Stage.Units is [{ Inputs: [var first, ..] }, ..] ? Math.Max(0, Hashes.PlaceOf(first)) : 0;
}

/// <summary>Plans a run of a stage's units, one after the other, on one thread.</summary>
internal sealed class PlanChunk
{
    private readonly PlanContext _context;
    private readonly DeclaredStage _stage;
    private readonly string _root;
    private readonly FingerprintBuffer _buffer = new();
    private readonly DirectoryLooks _looks;
    private readonly HashCursor _hashes;
    private readonly LedgerCursor _records;
    private readonly UpToDateCheck _check;
    private Hash256[] _inputs = new Hash256[1];

    /// <param name="context">Of the stage.</param>
    /// <param name="number">The chunk's place among all.</param>
    /// <param name="first">The first unit's place in the stage.</param>
    public PlanChunk(PlanContext context, int number, int first)
    {
        _context = context;
        _stage = context.Stage;
        _root = _stage.Workspace.EndsWith('/') ? _stage.Workspace : _stage.Workspace + "/";
        _looks = new DirectoryLooks(context.Directories);
        // That every unit has as many inputs as the first is a guess: a wrong one costs a search.
        _hashes = context.Hashes.Cursor(
            number,
            context.FirstHash + first * (_stage.Units.Count > 0 ? _stage.Units[0].Inputs.Count : 0)
        );
        _records = new LedgerCursor(context.Ledger, first);
        _check = new UpToDateCheck(
            context.Ledger,
            _records,
            _hashes,
            _looks,
            _stage.OutputRoot,
            _stage.IsRewrittenByOthers
        );
    }

    /// <summary>Plans a unit.</summary>
    /// <param name="unit">Of the stage.</param>
    /// <param name="row">The row of the compacted ledger that proves it different from others so proven; -1 without one.</param>
    /// <exception cref="UserError">An input is missing.</exception>
    public PlannedUnit Plan(Unit unit, out int row)
    {
        row = -1;
        var fingerprint = FingerprintOf(unit);
        var verdict = VerdictOf(unit, fingerprint, ref row);
        var isSelected = _context.IsSelected(unit.Key);
        var runs = isSelected && verdict.IsStale;
        return new PlannedUnit(
            unit,
            fingerprint,
            runs ? Parts(unit) : _context.PartsNow,
            verdict,
            runs ? _context.Ledger.Done(unit.Key)?.Id : null,
            isSelected
        );
    }

    private Verdict VerdictOf(Unit unit, Hash256 fingerprint, ref int row)
    {
        if ((_context.Waiting ?? _context.Options.WaitingFor(unit.Inputs)) is { } waiting)
            return new Verdict(VerdictKind.Waiting, waiting);
        if (_context.Options.Force)
            return Verdict.Forced;
        if (_context.Options.Check == CheckMode.Exists)
            return Known(unit, _check.ByExistence(unit.Outputs, unit.MayBeEmpty));
        var verdict = Known(unit, _check.ByFingerprint(unit, fingerprint, AllParts));
        if (_check.Row >= 0 && _records.IsProven(_check.Row))
            row = _check.Row;
        return verdict;

        IReadOnlyList<FingerprintPart> AllParts() => [.. _context.Shared, .. Parts(unit).Of(unit)];
    }

    // What is recorded as done is judged by its record alone.
    private Verdict Known(Unit unit, Verdict verdict) =>
        _stage.IsDoneByOthers is { } isDone
        && (
            verdict.Kind is VerdictKind.NeverRan or VerdictKind.Failed
            || verdict.Kind == VerdictKind.OutputMissing && _context.Ledger.Done(unit.Key) is null
        )
        && isDone(unit)
            ? Verdict.UpToDate
            : verdict;

    private Hash256 FingerprintOf(Unit unit)
    {
        _buffer.Start(_context.SharedHash, unit.Key);
        _buffer.Add(unit.Parameters);
        for (var i = 0; i < unit.Outputs.Count; i++)
            _buffer.Add(PartKind.Output, unit.Outputs[i], "");
        if (_inputs.Length < unit.Inputs.Count)
            _inputs = new Hash256[unit.Inputs.Count];
        for (var i = 0; i < unit.Inputs.Count; i++)
        {
            var path = unit.Inputs[i];
            var shown = path.StartsWith(_root, StringComparison.Ordinal)
                ? path.AsSpan(_root.Length)
                : path;
            _inputs[i] = ContentOf(path);
            if (_inputs[i] == default)
                _buffer.Add(PartKind.Input, shown, OwnPartList.Pending);
            else
                _buffer.Add(PartKind.Input, shown, _inputs[i]);
        }
        return _buffer.End();
    }

    // Zeros for what is still to be made.
    private Hash256 ContentOf(string path)
    {
        if (_context.Options.Pending.Count > 0 && _context.Options.Pending.ContainsKey(path))
            return default;
        try
        {
            if (_looks.Look("", path) is { } identity)
                return _hashes.Of(path, identity);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What may not be read is told as what is not there, each by its own fact.
        }
        throw Planner.NotThere(_stage, PartKind.Input, path);
    }

    private PartsThen Parts(Unit unit) => new(_stage, _inputs[..unit.Inputs.Count]);
}
