using System.Diagnostics;
using System.Text.RegularExpressions;
using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;
using Sluice.Engine.Upkeep;
using Sluice.Tests.Support;

namespace Sluice.Tests.Engine.Planning;

/// <summary>What planning asks of the file system when all is up to date, counted by strace.</summary>
public sealed class SystemCallTests : IDisposable
{
    private const string Variable = "SLUICE_TEST_PLANNED";
    private const int Count = 5_000;

    private readonly Workspace _workspace = new();

    [Fact]
    public void Each_file_is_looked_at_once_and_each_directory_opened_once()
    {
        if (!File.Exists("/usr/bin/strace"))
            Assert.Skip("strace is not installed");
        Make();
        var trace = _workspace["trace"];
        var start = new ProcessStartInfo(
            "strace",
            [
                "-f",
                "-s",
                "4096",
                "-e",
                "trace=stat,lstat,newfstatat,statx,access,open,openat",
                "-o",
                trace,
                "dotnet",
                typeof(SystemCallTests).Assembly.Location,
                "-noColor",
                "-explicit",
                "only",
                "-method",
                $"{typeof(SystemCallTests).FullName}.{nameof(Plans_what_the_other_test_made)}",
            ]
        )
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Variable] = _workspace.Root;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (output.Contains("PTRACE", StringComparison.Ordinal))
            Assert.Skip("strace may not trace here");
        Assert.True(process.ExitCode == 0, output);

        var looks = new Dictionary<string, int>();
        var opened = new Dictionary<string, int>();
        foreach (var line in File.ReadLines(trace))
        {
            if (
                Regex.Match(line, "(stat|statx|newfstatat|access)\\(.*?\"([^\"]*\\.txt)\"") is
                { Success: true } look
            )
                Add(looks, look.Groups[2].Value);
            if (Regex.Match(line, "open(at)?\\(.*?\"([^\"]*)\"") is { Success: true } open)
                Add(opened, open.Groups[2].Value);
        }
        Assert.Equal(2 * Count, looks.Values.Sum());
        Assert.Equal(1, opened[_workspace["in"]]);
        Assert.Equal(1, opened[_workspace["out"]]);
        Assert.DoesNotContain(opened.Keys, path => path.EndsWith(".txt", StringComparison.Ordinal));
    }

    /// <summary>The traced process.</summary>
    [Fact(Explicit = true)]
    public void Plans_what_the_other_test_made()
    {
        var root =
            Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException("runs only within the other test");
        Assert.Empty(Plan(root).Running);
    }

    public void Dispose() => _workspace.Dispose();

    private static void Add(Dictionary<string, int> counts, string name) =>
        counts[name] = counts.GetValueOrDefault(name) + 1;

    private void Make()
    {
        for (var i = 0; i < Count; i++)
        {
            _workspace.Write($"in/{i}-in.txt", $"{i}");
            _workspace.Write($"out/{i}-out.txt", $"{i}");
        }
        var plan = Plan(_workspace.Root);
        using (var writer = new LedgerWriter(plan.Stage.Paths.Ledger, "w"))
            writer.Append(
                [
                    .. plan.Units.Select(u => new DoneRecord
                    {
                        Unit = u.Unit.Key,
                        Fingerprint = u.Fingerprint,
                        Generation = 1,
                        At = DateTimeOffset.UnixEpoch,
                        Worker = "w",
                        Sequence = writer.NextSequence(),
                        SharedParts = Fingerprint.IdOf(plan.SharedParts),
                        OwnParts = u.OwnParts,
                        Outputs = [.. u.Unit.Outputs.Select(o => Made(plan, o))],
                    }),
                ],
                plan.SharedParts
            );
        var ledger = Ledger.Open(plan.Stage.Paths.Ledger);
        new LedgerCompaction(ledger, plan.Stage.Paths.Ledger, _ => true).Run(plan);
    }

    private static OutputRecord Made(Plan plan, string output)
    {
        var path = Path.Combine(plan.Stage.OutputRoot, output);
        return new OutputRecord(output, FileIdentity.Of(path)!.Value, Sha256Hex.OfFile(path));
    }

    private static Plan Plan(string root)
    {
        var stage = new DeclaredStage
        {
            Name = "Copy",
            Workspace = root,
            OutputRoot = Path.Combine(root, "out"),
            Worker = "copy",
            Units =
            [
                .. Enumerable
                    .Range(0, Count)
                    .Select(i => new Unit
                    {
                        Key = $"{i}",
                        Inputs = [$"{root}/in/{i}-in.txt"],
                        Outputs = [$"{i}-out.txt"],
                    }),
            ],
        };
        // As old as they must be to be remembered.
        var hashes = new HashCache(Path.Combine(root, "hashes"), new LaterClock());
        var plan = new Planner(hashes, new PlanOptions()).Make(
            stage,
            Ledger.Open(stage.Paths.Ledger),
            DateTimeOffset.UnixEpoch
        );
        hashes.Save();
        return plan;
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow.AddMinutes(1);
    }
}
