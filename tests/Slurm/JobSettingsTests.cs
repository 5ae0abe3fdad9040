using System.Reflection;
using Sluice.Engine.Jobs;
using Sluice.Slurm;

namespace Sluice.Tests.Slurm;

/// <summary>What a stage's jobs ask for: its own settings, else the section's, more with each attempt.</summary>
public sealed class JobSettingsTests
{
    /// <summary>By reflection, so that a setting added later cannot be forgotten.</summary>
    public static TheoryData<string> Names =>
        [.. typeof(JobSettings).GetProperties().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_setting_of_a_stage_covers_the_sections_and_else_that_holds(string name)
    {
        var property = typeof(JobSettings).GetProperty(name)!;
        var (one, two) = Values(property);
        var (above, below) = (With(property, one), With(property, two));

        Assert.Equal(one, property.GetValue(above.Over(below)));
        Assert.Equal(two, property.GetValue(new JobSettings().Over(below)));
        Assert.Equal(one, property.GetValue(above.Over(new JobSettings())));
        Assert.Null(property.GetValue(new JobSettings().Over(new JobSettings())));
    }

    [Fact]
    public void A_stage_is_found_by_its_name_in_any_case_and_others_have_the_sections()
    {
        var settings = new SlurmSettings
        {
            Partition = "main",
            Mem = "1G",
            Stages = new SortedDictionary<string, JobSettings>
            {
                ["augment"] = new() { Mem = "8G" },
            },
        };

        Assert.Equal(
            ("main", "8G"),
            (settings.For("Augment").Partition, settings.For("Augment").Mem)
        );
        Assert.Equal(
            ("main", "1G"),
            (settings.For("Corpus").Partition, settings.For("Corpus").Mem)
        );
    }

    [Fact]
    public void Each_attempt_asks_for_so_many_times_more()
    {
        var job = new JobSettings
        {
            Mem = "4G",
            Time = "1h",
            EscalateMem = 2,
            EscalateTime = 1.5,
        };

        Assert.Equal(
            ["4G 01:00:00", "8G 01:30:00", "16G 02:15:00"],
            new[] { 1, 2, 3 }.Select(n => $"{job.ForAttempt(n).Mem} {job.ForAttempt(n).Time}")
        );
    }

    [Fact]
    public void Without_factors_or_amounts_nothing_is_raised()
    {
        var fixedAmounts = new JobSettings { Mem = "4G", Time = "1h" }.ForAttempt(3);
        var none = new JobSettings { EscalateMem = 2, EscalateTime = 2 }.ForAttempt(3);

        Assert.Equal(("4G", "1h"), (fixedAmounts.Mem, fixedAmounts.Time));
        Assert.Equal((null, null), (none.Mem, none.Time));
    }

    private static JobSettings With(PropertyInfo property, object value)
    {
        var job = new JobSettings();
        property.SetValue(job, value);
        return job;
    }

    private static (object, object) Values(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(string) ? ("a", "b")
            : type == typeof(int) ? (1, 2)
            : type == typeof(double) ? (1.5, 2.5)
            : type == typeof(bool) ? (false, true)
            : type == typeof(TimeSpan) ? (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))
            : (new[] { "a" }, new[] { "b" });
    }
}
