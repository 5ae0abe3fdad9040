using System.Globalization;
using Sluice.Bench.Peers;
using Sluice.Engine.Files;
using Sluice.Engine.Graph;
using Sluice.Engine.UpToDate;

namespace Sluice.Bench.Running;

/// <summary>
/// A stage of N units over a <see cref="TrivialTree"/>, its ledger saying that each is done: one
/// output and one parameter a unit, and one input where asked.
/// </summary>
internal sealed class SyntheticStage
{
    private readonly Stage _stage;
    private readonly string _hashes;

    /// <summary>Writes the records; the tree is there with its outputs.</summary>
    public SyntheticStage(string tree, int units, bool hasInputs)
    {
        var name = hasInputs ? "WithInputs" : "OutputsOnly";
        _hashes = Path.Combine(tree, $"{name}.hashes");
        _stage = new Stage
        {
            Name = name,
            Workspace = tree,
            OutputRoot = tree,
            Worker = "synthetic",
            Units = [.. Enumerable.Range(0, units).Select(i => UnitOf(tree, i, hasInputs))],
        };
        // Reading every input once fills the hash cache, as a first run does.
        var (plan, hashes) = MakePlan();
        hashes.Save();
        WriteLedger(plan);
    }

    /// <summary>What a run does before it knows that nothing is to be done. Throws when something were.</summary>
    public void Plan()
    {
        var (plan, _) = MakePlan();
        if (plan.Running.Count > 0)
            throw new ChildFailure(
                $"{plan.Running.Count} units are stale: {plan.Running[0].Verdict}"
            );
    }

    /// <summary>The part of <see cref="Plan"/> that reads the records.</summary>
    public void ReadLedger() => Ledger.Open(_stage.Paths.Ledger);

    /// <summary>The part of <see cref="Plan"/> that reads the hashes of inputs.</summary>
    public void ReadHashes() => _ = new HashCache(_hashes, TimeProvider.System);

    private (Plan, HashCache) MakePlan()
    {
        var hashes = new HashCache(_hashes, TimeProvider.System);
        var ledger = Ledger.Open(_stage.Paths.Ledger);
        var plan = new Planner(hashes, new PlanOptions()).Make(
            _stage,
            ledger,
            DateTimeOffset.UnixEpoch
        );
        return (plan, hashes);
    }

    private static Unit UnitOf(string tree, int i, bool hasInputs) =>
        new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"unit_{i:d6}"),
            Inputs = hasInputs ? [TrivialTree.Input(tree, i)] : [],
            Outputs = [Path.GetRelativePath(tree, TrivialTree.Output(tree, i))],
            Parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["index"] = i.ToString(CultureInfo.InvariantCulture),
            },
        };

    private void WriteLedger(Plan plan)
    {
        var shared = Fingerprint.IdOf(plan.SharedParts);
        using var writer = new LedgerWriter(_stage.Paths.Ledger, "bench");
        writer.Append(
            [.. plan.Units.Select(unit => Record(plan, unit, shared, writer))],
            plan.SharedParts
        );
    }

    private DoneRecord Record(Plan plan, PlannedUnit planned, string shared, LedgerWriter writer)
    {
        var output = planned.Unit.Outputs[0];
        var path = Path.Combine(_stage.OutputRoot, output);
        return new DoneRecord
        {
            Unit = planned.Unit.Key,
            Fingerprint = planned.Fingerprint,
            Generation = plan.Generation,
            At = DateTimeOffset.UnixEpoch,
            Worker = "bench",
            Sequence = writer.NextSequence(),
            SharedParts = shared,
            OwnParts = planned.OwnParts,
            Outputs =
            [
                new OutputRecord(output, FileIdentity.Of(path)!.Value, Sha256Hex.OfFile(path)),
            ],
        };
    }
}
