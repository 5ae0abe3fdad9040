using Sluice.Engine;
using Sluice.Tests.Support;
using Sluice.Workers.Evaluation;

namespace Sluice.Tests.Workers.Evaluation;

/// <summary>Results that cannot be compared are not put under one run id.</summary>
public sealed class ConfigSnapshotTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private ConfigSnapshot Snapshot =>
        new(_workspace[ConfigSnapshot.FileName], _workspace["state/kept.yaml"]);

    [Fact]
    public void The_first_time_and_with_the_same_settings_nothing_is_refused()
    {
        var values = Values(("command", "python3 \"a b\".py: {task} # \\"), ("family", "Pythia"));
        var snapshot = Snapshot;
        snapshot.Refuse(values, "r");
        snapshot.Write(ConfigSnapshot.Text(values));
        snapshot.Refuse(values, "r");
    }

    [Fact]
    public void Every_setting_that_drifted_is_named_with_both_values()
    {
        var snapshot = Begun(("command", "a"), ("environment.X", "1"), ("family", "Pythia"));
        var now = Values(("command", "b"), ("environment.Y", "2"), ("family", "Pythia"));
        var error = Assert.Throws<UserError>(() => snapshot.Refuse(now, "r7"));
        Assert.Contains(
            "run r7 was begun with other settings (command 'a' → 'b', environment.X '1' → nothing, environment.Y nothing → '2')",
            error.Message
        );
        Assert.Contains("--accept-drift", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_grid_may_grow_and_shrink_but_a_model_stays_what_it_was()
    {
        var snapshot = Begun(("models.a.model_id", "x/a"));
        var other = Values(("models.b.model_id", "x/b"));
        snapshot.Refuse(other, "r");
        snapshot.Write(ConfigSnapshot.Text(other));
        // Also of one that was left out in between.
        Assert.Throws<UserError>(() => snapshot.Refuse(Values(("models.a.model_id", "y/a")), "r"));
    }

    [Fact]
    public void What_was_accepted_is_kept_from_then_on()
    {
        var snapshot = Begun(("command", "a"));
        snapshot.Write(ConfigSnapshot.Text(Values(("command", "b"))));
        snapshot.Refuse(Values(("command", "b")), "r");
    }

    [Theory]
    [InlineData("command: old\nnum_shards: 16\n")]
    [InlineData("")]
    [InlineData(null)]
    public void What_others_put_in_its_place_hides_no_drift(string? text)
    {
        var snapshot = Begun(("command", "a"));
        if (text is null)
            File.Delete(_workspace[ConfigSnapshot.FileName]);
        else
            _workspace.Write(ConfigSnapshot.FileName, text);
        Assert.Throws<UserError>(() => snapshot.Refuse(Values(("command", "b")), "r"));
        snapshot.Write(ConfigSnapshot.Text(Values(("command", "a"))));
        Assert.Contains("\"command\": \"a\"", _workspace.Read(ConfigSnapshot.FileName));
    }

    [Fact]
    public void That_of_an_earlier_version_which_kept_it_once_counts()
    {
        var snapshot = Begun(("command", "a"));
        File.Delete(_workspace["state/kept.yaml"]);
        Assert.Throws<UserError>(() => snapshot.Refuse(Values(("command", "b")), "r"));
    }

    [Theory]
    [InlineData("command: old\nnum_shards: 16\n")]
    [InlineData("models:\n  - a\n")]
    [InlineData("")]
    [InlineData("{")]
    public void That_of_an_old_script_refuses_nothing_and_is_put_beside(string text)
    {
        _workspace.Write(ConfigSnapshot.FileName, text);
        var snapshot = Snapshot;
        var now = Values(("command", "new"));
        snapshot.Refuse(now, "r");
        snapshot.Write(ConfigSnapshot.Text(now));
        Assert.Equal(text, _workspace.Read(ConfigSnapshot.OldFileName));
        Assert.Contains("\"command\": \"new\"", _workspace.Read(ConfigSnapshot.FileName));
    }

    private ConfigSnapshot Begun(params (string, string)[] values)
    {
        var snapshot = Snapshot;
        snapshot.Write(ConfigSnapshot.Text(Values(values)));
        return snapshot;
    }

    private static SortedDictionary<string, string> Values(params (string, string)[] values) =>
        new(values.ToDictionary(v => v.Item1, v => v.Item2), StringComparer.Ordinal);
}
