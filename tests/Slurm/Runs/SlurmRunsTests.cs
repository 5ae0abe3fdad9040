using System.Text.Json;
using Sluice.Engine;
using Sluice.Slurm.Runs;
using Sluice.Tests.Support;

namespace Sluice.Tests.Slurm.Runs;

/// <summary>Runs outlive the driver that submitted them: what is written is read as it was, and damage is told.</summary>
public sealed class SlurmRunsTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void A_run_is_read_as_it_was_written()
    {
        var run = Full();
        SlurmRuns.Write(run);

        var read = SlurmRuns.Read(Paths(run.Id));

        Assert.Equal(Text(run), Text(read));
        Assert.Equal("22", read.Find("Augment")!.Arrays[0].Job);
        Assert.Null(read.Find("Nothing"));
    }

    [Fact]
    public void A_jobs_id_is_noted_at_its_array_alone()
    {
        var run = Full().WithJob("Merge-1", "33");

        Assert.Equal(
            ["Augment-1 22", "Augment-2 ", "Merge-1 33"],
            run.Arrays.Select(a => $"{a.Array.Label} {a.Array.Job}")
        );
    }

    [Fact]
    public void A_newer_versions_run_is_refused_and_says_so()
    {
        SlurmRuns.Write(Full());
        Rewrite(text => text.Replace("\"version\": 1", "\"version\": 2"));

        var error = Assert.Throws<UserError>(() => SlurmRuns.Read(Paths(SlurmSample.Id)));

        Assert.Contains("run.json: written by a newer version of Sluice", error.Message);
    }

    [Theory]
    [InlineData("\"stages\": [", "\"stages\": null, \"x\": [")]
    [InlineData("\"arrays\": [", "\"arrays\": null, \"x\": [")]
    [InlineData("\"stages\": [", "\"stages\": [null,")]
    public void A_run_with_parts_missing_is_told_in_words(string whole, string torn)
    {
        SlurmRuns.Write(Full());
        Rewrite(text => text.Replace(whole, torn));

        var error = Assert.Throws<UserError>(() => SlurmRuns.Read(Paths(SlurmSample.Id)));

        Assert.Contains("cannot be read (parts of it are missing)", error.Message);
    }

    [Fact]
    public void What_the_jobs_of_an_unreadable_run_are_called_is_still_known()
    {
        SlurmRuns.Write(Full());
        File.WriteAllText(Paths(SlurmSample.Id).Script("Augment-1"), "");
        Assert.Empty(SlurmRuns.LostNames(_workspace.Root));

        File.Delete(Paths(SlurmSample.Id).Run);

        Assert.Equal([$"Augment-1.{SlurmSample.Id}"], SlurmRuns.LostNames(_workspace.Root));
    }

    [Fact]
    public void A_copied_workspace_has_no_part_in_the_originals_runs()
    {
        SlurmRuns.Write(Full());
        using var copy = new Workspace();
        var from = Paths(SlurmSample.Id).Run;
        copy.Write(Path.GetRelativePath(_workspace.Root, from), File.ReadAllText(from));
        var told = new List<string>();

        Assert.Empty(SlurmRuns.All(copy.Root, told.Add));
        Assert.Contains($"is of {_workspace.Root}, of which this is a copy", told.Single());
        Assert.Single(SlurmRuns.All(_workspace.Root, told.Add));
    }

    [Fact]
    public void A_workspace_is_itself_whatever_link_leads_to_it()
    {
        SlurmRuns.Write(Full());
        using var elsewhere = new Workspace();
        Directory.CreateSymbolicLink(elsewhere["link"], _workspace.Root);

        Assert.Single(SlurmRuns.All(elsewhere["link"], Assert.Fail));
    }

    [Fact]
    public void What_is_unknown_in_a_run_is_passed_over()
    {
        SlurmRuns.Write(Full());
        Rewrite(text => text.Replace("\"version\": 1", "\"colour\": [1, {}],\n\"version\": 1"));

        Assert.Equal(2, SlurmRuns.Read(Paths(SlurmSample.Id)).Stages.Count);
    }

    [Fact]
    public void A_damaged_run_is_told_and_left_out_wherever_it_was_cut()
    {
        SlurmRuns.Write(Full());
        SlurmRuns.Write(Full() with { Id = "20250101-000000-000000" });
        var file = Paths(SlurmSample.Id).Run;
        var whole = File.ReadAllBytes(file);
        // Without its last brace at the most.
        for (var length = 0; length < whole.Length - 1; length += 41)
        {
            File.WriteAllBytes(file, whole[..length]);
            var told = new List<string>();

            var runs = SlurmRuns.All(_workspace.Root, told.Add);

            Assert.Equal(["20250101-000000-000000"], runs.Select(run => run.Id));
            Assert.StartsWith($"{file}: this run cannot be read (", Assert.Single(told));
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\0\0\0\0")]
    public void What_is_no_run_is_told_and_left_out(string text)
    {
        SlurmRuns.Write(Full());
        Rewrite(_ => text);
        var told = new List<string>();

        Assert.Empty(SlurmRuns.All(_workspace.Root, told.Add));
        Assert.Single(told);
    }

    [Fact]
    public void The_newest_comes_first_and_hosts_are_no_runs()
    {
        Assert.Empty(SlurmRuns.All(_workspace.Root, Assert.Fail));
        string[] ids =
        [
            "20250101-000000-bbbbbb",
            "20260101-000000-aaaaaa",
            "20240101-000000-cccccc",
        ];
        foreach (var id in ids)
            SlurmRuns.Write(Full() with { Id = id });
        Directory.CreateDirectory(RunPaths.HostsOf(_workspace.Root));

        Assert.Equal(
            [ids[1], ids[0], ids[2]],
            SlurmRuns.All(_workspace.Root, Assert.Fail).Select(run => run.Id)
        );
    }

    [Fact]
    public void Of_runs_that_have_ended_the_newest_are_kept_and_of_live_ones_all()
    {
        string Id(int n) => $"202601{n:00}-000000-000000";
        for (var n = 1; n <= 25; n++)
            SlurmRuns.Write(Full() with { Id = Id(n) });

        SlurmRuns.Trim(_workspace.Root, new HashSet<string> { Id(1), Id(25) });

        Assert.Equal(
            [Id(1), .. Enumerable.Range(5, 21).Select(Id)],
            SlurmRuns.All(_workspace.Root, Assert.Fail).Select(run => run.Id).Order()
        );
    }

    [Fact]
    public void Ends_are_kept_and_damaged_ones_are_none()
    {
        var run = Full();
        Directory.CreateDirectory(Paths(run.Id).Root);
        Assert.Empty(SlurmRuns.Ends(run));
        SlurmRuns.Write(
            run,
            new Dictionary<string, ElementEnd> { ["Augment-1/0"] = new("FAILED", "node1", "x|y") }
        );
        Assert.Equal(new ElementEnd("FAILED", "node1", "x|y"), SlurmRuns.Ends(run)["Augment-1/0"]);

        File.WriteAllText(Paths(run.Id).Ended, "{\"Augment-1/0\"");

        Assert.Empty(SlurmRuns.Ends(run));
    }

    [Fact]
    public void A_late_plan_is_kept_and_counts_where_the_run_has_none()
    {
        var run = Full();
        var paths = Paths(run.Id);
        Directory.CreateDirectory(paths.Root);
        var (augment, merge) = (run.Find("Augment")!, run.Find("Merge")!);
        Assert.Null(SlurmRuns.PlanOf(run, merge));

        SlurmRuns.WritePlanned(paths, "Merge", new LatePlan { Plan = "/p/late.plan" });

        Assert.Equal("/p/late.plan", SlurmRuns.PlanOf(run, merge));
        Assert.Equal("/p/a.plan", SlurmRuns.PlanOf(run, augment));
        SlurmRuns.WritePlanned(paths, "Merge", new LatePlan { Refused = "no", ExitCode = 2 });
        Assert.Null(SlurmRuns.PlanOf(run, merge));
        Assert.Equal(
            new LatePlan { Refused = "no", ExitCode = 2 },
            SlurmRuns.ReadPlanned(paths, "Merge")
        );
        File.WriteAllText(paths.Planned("Merge"), "{");
        Assert.Throws<UserError>(() => SlurmRuns.ReadPlanned(paths, "Merge"));
    }

    public void Dispose() => _workspace.Dispose();

    private RunPaths Paths(string id) => new(_workspace.Root, id);

    private void Rewrite(Func<string, string> change)
    {
        var file = Paths(SlurmSample.Id).Run;
        File.WriteAllText(file, change(File.ReadAllText(file)));
    }

    private static string Text(SlurmRun run) => JsonSerializer.Serialize(run);

    private SlurmRun Full() =>
        SlurmSample.Run(
            _workspace.Root,
            SlurmSample.Stage(
                "Augment",
                SlurmSample.Array("Augment-1", 3, "22") with
                {
                    Offset = 7,
                    Throttle = 2,
                    Lead = 90,
                    TimeLimit = "01:00:00",
                    AfterJobs = ["11"],
                },
                SlurmSample.Array("Augment-2", 3) with
                {
                    Attempt = 2,
                    After = ["Augment-1"],
                }
            ) with
            {
                Plan = "/p/a.plan",
                Units = 9,
                Tasks = 2,
                Only = "combo_<&>'ü*",
                Force = true,
                Adopted = ["20250101-000000-000000"],
            },
            SlurmSample.Stage("Merge", SlurmSample.Array("Merge-1", 1)) with
            {
                After = ["Augment"],
            }
        ) with
        {
            Arguments = ["--shards", "7 8"],
            Check = "Exists",
        };
}
