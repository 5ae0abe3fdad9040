using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Tests.Engine.Planning;

/// <summary>A plan is read as it was written, or refused.</summary>
public sealed class PlanFileTests : IDisposable
{
    private readonly TestStage _stage = new();
    private readonly Random _random = new(7);

    [Fact]
    public void Any_plan_comes_back_as_written()
    {
        for (var i = 0; i < 200; i++)
        {
            var plan = Any();
            PlanFile.Write(plan);
            var read = PlanFile.Read(plan.File);

            Assert.Equal(Told(plan), Told(read));
        }
    }

    [Fact]
    public void A_plan_cut_anywhere_is_refused()
    {
        var plan = _stage.Plan();
        PlanFile.Write(plan);
        var bytes = File.ReadAllBytes(plan.File);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(plan.File, bytes[..length]);
            var error = Assert.Throws<UserError>(() => Told(PlanFile.Read(plan.File)));
            Assert.StartsWith(plan.File, error.Message);
            Assert.EndsWith("run the stage again", error.Message);
        }
    }

    [Fact]
    public void A_plan_with_a_flipped_bit_is_refused()
    {
        var plan = _stage.Plan();
        PlanFile.Write(plan);
        var bytes = File.ReadAllBytes(plan.File);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            File.WriteAllBytes(plan.File, bytes);
            Assert.Throws<UserError>(() => Told(PlanFile.Read(plan.File)));
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void A_missing_plan_is_refused() =>
        Assert.Contains(
            "run the stage again",
            Assert.Throws<UserError>(() => PlanFile.Read(_stage.Workspace["none"])).Message
        );

    [Fact]
    public void A_plan_of_a_newer_version_is_refused_by_name()
    {
        var path = _stage.Workspace["plan"];
        File.WriteAllBytes(path, ChecksummedLine.Of(json => json.WriteNumber("version", 3)));

        Assert.Contains(
            "written by a newer version",
            Assert.Throws<UserError>(() => PlanFile.Read(path)).Message
        );
    }

    [Fact]
    public void Units_that_run_are_read_in_their_order_however_many_and_wherever_asked_for()
    {
        _stage.Stage = _stage.Stage with
        {
            Units =
            [
                .. Enumerable
                    .Range(0, 3000)
                    .Select(i => new Unit { Key = $"{i}", Outputs = [$"{i}.txt"] }),
            ],
        };
        var plan = _stage.Plan(new PlanOptions { Only = "*7*" });
        PlanFile.Write(plan);
        var read = PlanFile.Read(plan.File);

        Assert.Equal(plan.Running.Count, read.Running.Count);
        Assert.Equal(Keys(plan.Running), Keys(read.Running));
        Assert.Equal(
            Keys(plan.Running.Reverse()),
            Keys(
                Enumerable
                    .Range(1, read.Running.Count)
                    .Select(i => read.Running[read.Running.Count - i])
            )
        );
        Assert.Equal(Keys(plan.Units), Keys(read.Units));
        Assert.Equal(plan.Units.Select(u => u.Runs), read.Units.Select(u => u.Runs));
        Assert.Equal(3000, read.Stage.Units.Count);
        Assert.Equal("2999", read.Stage.Units[2999].Key);
    }

    [Fact]
    public void What_was_planned_of_inputs_is_what_a_worker_reads()
    {
        var plan = _stage.Plan();
        PlanFile.Write(plan);
        var planned = plan.Running[0].OwnParts;
        _stage.Workspace.Write("in/a.txt", "changed since");

        Assert.Equal(planned, PlanFile.Read(plan.File).Running[0].OwnParts);
    }

    [Fact]
    public void A_damaged_block_is_told_by_whoever_comes_to_it()
    {
        _stage.Stage = _stage.Stage with
        {
            Units =
            [
                .. Enumerable
                    .Range(0, 600)
                    .Select(i => new Unit { Key = $"{i}", Outputs = [$"{i}.txt"] }),
            ],
        };
        var plan = _stage.Plan();
        PlanFile.Write(plan);
        var bytes = File.ReadAllBytes(plan.File);
        bytes[^100] ^= 1;
        File.WriteAllBytes(plan.File, bytes);
        var read = PlanFile.Read(plan.File);

        Assert.Equal("0", read.Running[0].Unit.Key);
        Assert.StartsWith(plan.File, Assert.Throws<UserError>(() => read.Running[599]).Message);
    }

    [Fact]
    public void A_plan_of_version_1_is_still_read()
    {
        var plan = _stage.Plan();
        var path = _stage.Workspace["old.jsonl"];
        var header = ChecksummedLine.Of(json =>
        {
            json.WriteNumber("version", 1);
            json.WriteString("id", plan.Id);
            json.WriteNumber("generation", plan.Generation);
            json.WriteNumber("units", 1);
            LedgerFormat.WriteParts(json, "shared", plan.SharedParts);
            json.WritePropertyName("stage");
            PlanStageJson.Write(json, plan.Stage);
        });
        var unit = ChecksummedLine.Of(json =>
        {
            json.WriteString("u", "a");
            json.WriteString("f", plan.Units[0].Fingerprint);
            json.WriteString("k", "NeverRan");
            json.WriteString("why", "never ran");
            LedgerFormat.WriteParts(json, "own", plan.Units[0].OwnParts);
            PlanStageJson.WriteList(json, "out", ["a.txt"]);
        });
        File.WriteAllBytes(path, [.. header, .. unit]);

        var read = PlanFile.Read(path);
        Assert.Equal("a", Assert.Single(read.Running).Unit.Key);
        Assert.Equal(plan.Units[0].OwnParts, read.Running[0].OwnParts);
        Assert.Equal(plan.Units[0].Hash, read.Running[0].Hash);
    }

    public void Dispose() => _stage.Dispose();

    private static IEnumerable<string> Keys(IEnumerable<PlannedUnit> units) =>
        units.Select(u => u.Unit.Key);

    private Plan Any()
    {
        var units = Enumerable
            .Range(0, _random.Next(5))
            .Select(_ => new PlannedUnit(
                new Unit
                {
                    Key = Text(),
                    Inputs = Texts(),
                    Outputs = Texts(),
                    Parameters = Map(),
                    MayBeEmpty = Coin(),
                    Exclusive = Coin(),
                },
                Hash256.Of(BitConverter.GetBytes(_random.Next())),
                Parts(),
                new Verdict((VerdictKind)_random.Next(8), Text()),
                Coin() ? Text() : null,
                Coin()
            ))
            .ToList();
        return new Plan
        {
            Id = $"{_random.Next(1000)}",
            Generation = _random.NextInt64(),
            SharedParts = Parts(),
            Units = units,
            Stage = new DeclaredStage
            {
                Name = "Any",
                Workspace = Text(),
                OutputRoot = _stage.Workspace["out"],
                Worker = Text(),
                WorkerVersion = _random.Next(),
                Inputs = Texts(),
                CodeFiles = Texts(),
                Parameters = Map(),
                Options = Map(),
                Command = Coin()
                    ? new CommandTemplate
                    {
                        Arguments = Texts(),
                        Environment = Map(),
                        WorkingDirectory = Text(),
                    }
                    : null,
                Limits = new RunLimits
                {
                    Retries = _random.Next(9),
                    Backoff = TimeSpan.FromSeconds(_random.Next(9999)),
                    Timeout = Coin() ? TimeSpan.FromSeconds(_random.Next()) : null,
                    Grace = TimeSpan.FromSeconds(_random.Next(99)),
                    Slots = _random.Next(99),
                    ClaimExpiry = TimeSpan.FromSeconds(_random.Next(99)),
                    FailFast = Coin(),
                },
                Units = [.. units.Select(u => u.Unit)],
            },
        };
    }

    private bool Coin() => _random.Next(2) == 0;

    private string Text()
    {
        string[] bits =
        [
            "",
            " ",
            "\n",
            "\r\n",
            "\"",
            "'",
            "\\",
            "\0",
            "\t",
            "\u2028",
            "\u0085",
            "é",
            "😀",
            "x",
            "{}",
            ",",
        ];
        return string.Concat(
            Enumerable.Range(0, _random.Next(6)).Select(_ => bits[_random.Next(bits.Length)])
        );
    }

    private string[] Texts() => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Text())];

    private FingerprintPart[] Parts() =>
        [.. Texts().Select(text => new FingerprintPart((PartKind)_random.Next(6), text, Text()))];

    private SortedDictionary<string, string> Map()
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in Texts())
            map[key] = Text();
        return map;
    }

    /// <summary>Everything a plan holds, each text escaped, so that one comparison tells all.</summary>
    private static string Told(Plan plan) =>
        System.Text.Json.JsonSerializer.Serialize(
            new
            {
                plan.Id,
                plan.Generation,
                plan.SharedParts,
                plan.Units,
                plan.Digest,
                plan.Stage.Name,
                plan.Stage.Workspace,
                plan.Stage.OutputRoot,
                plan.Stage.Worker,
                plan.Stage.WorkerVersion,
                plan.Stage.Command,
                plan.Stage.Inputs,
                plan.Stage.CodeFiles,
                plan.Stage.Parameters,
                plan.Stage.Options,
                plan.Stage.Limits,
            }
        );
}
