namespace Sluice.Slurm.Node;

/// <summary>From when on an element begins nothing more, and when it stops what still runs. Pure.</summary>
/// <param name="Drain">From now until nothing more is begun.</param>
/// <param name="Stop">From now until what runs is stopped; never before <paramref name="Drain"/>.</param>
internal readonly record struct ElementDeadlines(TimeSpan Drain, TimeSpan Stop)
{
    // For committing, recording and the call to the controller.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(8);

    // The warning may come up to 60 s early (sbatch(1), --signal), when the controller looks, which it
    // does every 30 s.
    private static readonly TimeSpan s_early = TimeSpan.FromSeconds(90);

    /// <summary>By the end as Slurm has it.</summary>
    /// <param name="left">Until then.</param>
    /// <param name="lead">How long before it nothing more is to be begun.</param>
    /// <param name="grace">What a stopped unit gets to end by itself.</param>
    public static ElementDeadlines Before(TimeSpan left, TimeSpan lead, TimeSpan grace) =>
        new(FromZero(left - Longer(lead, grace + s_margin)), FromZero(left - grace - s_margin));

    /// <summary>When a warning has come: one long before the end is somebody's wish, who sent it by hand.</summary>
    /// <param name="left">Until the end; null when Slurm does not say: then the warning is taken for punctual.</param>
    /// <param name="lead">How long before the end it was asked for.</param>
    /// <param name="grace">As above.</param>
    public static ElementDeadlines AfterWarning(TimeSpan? left, TimeSpan lead, TimeSpan grace) =>
        left is not { } known ? new(TimeSpan.Zero, FromZero(lead - grace - s_margin))
        : IsByHand(known, lead) ? Before(known, lead, grace) with { Drain = TimeSpan.Zero }
        : Before(known, lead, grace);

    /// <summary>Whether a warning comes too long before the end for Slurm's own of the time limit.</summary>
    public static bool IsByHand(TimeSpan? left, TimeSpan lead) => left > lead + s_early;

    /// <summary>After how much of its life an element asks when it ends, warned or not.</summary>
    public static TimeSpan FirstLook(TimeSpan limit, TimeSpan lead) =>
        FromZero(limit - lead - s_early);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan FromZero(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
