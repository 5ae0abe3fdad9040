using Sluice.Engine.Jobs;
using Sluice.Slurm.Submit;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>How many jobs accounts, qualities of service and partitions let a user have, from what Slurm's commands print.</summary>
public sealed class SubmitLimitsTests
{
    // Of Slurm 22.05, shortened.
    private const string Partitions = """
        PartitionName=main AllowGroups=ALL AllowQos=ALL AllocNodes=ALL Default=YES QoS=N/A DefaultTime=NONE
        PartitionName=lim AllowGroups=ALL AllowQos=ALL AllocNodes=ALL Default=NO QoS=plim DefaultTime=NONE
        PartitionName=few AllowGroups=ALL AllowQos=ALL AllocNodes=ALL Default=NO QoS=pfew DefaultTime=NONE
        """;

    private const string Qos = "normal|||\nhigh|9||\nplim|6||\npfew|3||\n";

    [Theory]
    // The association bounds; blank is no bound.
    [InlineData("lab|200|normal\n", "normal|\n", null, null, "MaxSubmitJobs of account lab 200")]
    [InlineData("lab||normal\n", "normal|\n", null, null, "")]
    [InlineData("lab|-1|normal\n", "normal|\n", null, null, "")]
    // All that could apply.
    [InlineData(
        "lab|200|q\n",
        "q|50\n",
        null,
        null,
        "MaxSubmitJobs of account lab 200, MaxSubmitJobsPerUser of qos q 50"
    )]
    // Other accounts and other qualities of service do not count.
    [InlineData("a|5|q\nb|70|r\n", "q|3\nr|\n", "b", null, "MaxSubmitJobs of account b 70")]
    [InlineData("a||q\n", "q|3\nhigh|9\n", null, "high", "MaxSubmitJobsPerUser of qos high 9")]
    [InlineData("a||\n", "normal|8\nq|3\n", null, null, "MaxSubmitJobsPerUser of qos normal 8")]
    [InlineData("", "", null, null, "")]
    // Of all in a quality of service, and of all of an account in it.
    [InlineData(
        "a||\n",
        "normal||7|5\n",
        null,
        null,
        "GrpSubmitJobs of qos normal 7, MaxSubmitJobsPerAccount of qos normal 5"
    )]
    [InlineData("a|||4\n", "", null, null, "GrpSubmitJobs of yours in account a 4")]
    public void Of_accounts_and_qualities_of_service(
        string assoc,
        string qos,
        string? account,
        string? named,
        string expected
    ) =>
        Assert.Equal(
            expected,
            Shown(new(assoc, qos), ("A", new() { Account = account, Qos = named }))
        );

    [Fact]
    public void An_accounts_bound_is_one_for_all_below_it() =>
        Assert.Equal(
            "GrpSubmitJobs of account dept 50, GrpSubmitJobs of account lab 20",
            Shown(
                new("lab||\nother||\n", "", "root||\ndept|root|50\nlab|dept|20\nother|root|1\n"),
                ("A", new() { Account = "lab" })
            )
        );

    [Fact]
    public void Without_a_named_account_it_is_the_users_default_and_any_where_that_is_unknown()
    {
        const string Assoc = "lab|7||\nother|5||\n";

        Assert.Equal(
            "MaxSubmitJobs of account lab 7",
            Shown(new(Assoc, "", "", "lab\n"), ("A", new()))
        );
        Assert.Equal(
            "MaxSubmitJobs of account lab 7, MaxSubmitJobs of account other 5",
            Shown(new(Assoc, ""), ("A", new()))
        );
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("main", "")]
    [InlineData("lim", "MaxSubmitJobsPerUser of qos plim 6")]
    [InlineData(
        "lim,few",
        "MaxSubmitJobsPerUser of qos pfew 3, MaxSubmitJobsPerUser of qos plim 6"
    )]
    public void A_partition_brings_its_quality_of_service(string? partition, string expected) =>
        Assert.Equal(
            expected,
            Shown(new("lab||\n", Qos, "", "", Partitions), ("A", new() { Partition = partition }))
        );

    [Fact]
    public void Each_counts_the_stages_that_it_binds()
    {
        var limits = SubmitLimits.Of(
            new("lab|200||\n", Qos, "", "", Partitions),
            [("A", new() { Partition = "lim" }), ("B", new()), ("C", new() { Partition = "lim" })]
        );

        Assert.Equal(
            ["MaxSubmitJobs of account lab: A B C", "MaxSubmitJobsPerUser of qos plim: A C"],
            limits
                .Select(l => $"{l.Name}: {string.Join(' ', l.Stages!.Order())}")
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void How_much_is_used_up_of_what_others_share_is_read()
    {
        const string Mgr = """
            Current Association Manager state
            Association Records
            ClusterName=testbed Account=lab UserName= Partition= Priority=0 ID=3 GrpJobs=N(0) GrpSubmitJobs=50(31) GrpWall=N(0.00)
            ClusterName=testbed Account=lab UserName=ann(7) Partition= Priority=0 ID=4 GrpJobs=N(0) GrpSubmitJobs=N(2) GrpWall=N(0.00)
            QOS Records
            QOS=normal(1) UsageRaw=0.000000 GrpJobs=N(0) GrpJobsAccrue=N(0) GrpSubmitJobs=40(12) GrpWall=N(0.00)
            """;
        var limits = SubmitLimits.Of(
            new("lab|9||\n", "normal||40|\n", "lab|root|50\n"),
            [("A", new())]
        );

        Assert.Equal(
            [
                ("GrpSubmitJobs of account lab", (int?)31),
                ("GrpSubmitJobs of qos normal", 12),
                ("MaxSubmitJobs of account lab", null),
            ],
            SubmitLimits.WithUsage(limits, Mgr).Select(l => (l.Name, l.Used)).Order()
        );
        Assert.Equal(
            ["GrpSubmitJobs of account lab", "GrpSubmitJobs of qos normal"],
            limits.Where(SubmitLimits.IsShared).Select(l => l.Name).Order(StringComparer.Ordinal)
        );
    }

    private static string Shown(AccountingAnswers said, params (string, JobSettings)[] jobs) =>
        string.Join(
            ", ",
            SubmitLimits
                .Of(said, jobs)
                .Select(limit => $"{limit.Name} {limit.Most}")
                .Order(StringComparer.Ordinal)
        );
}
