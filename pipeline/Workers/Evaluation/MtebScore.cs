namespace Sluice.Workers.Evaluation;

/// <summary>The main score of a result, or why there is none.</summary>
/// <param name="Kind">What the result says of it.</param>
/// <param name="Value">The number; 0 where there is none.</param>
/// <param name="Why">Why there is none, in a few words; empty where there is one.</param>
internal readonly record struct MtebScore(MtebScoreKind Kind, double Value, string Why)
{
    private const string NotThere = "it has no main_score";

    /// <summary>A result without any.</summary>
    public static MtebScore Missing => None(NotThere);

    /// <summary>A result that says nothing of it.</summary>
    public static MtebScore None(string why) => new(MtebScoreKind.None, 0, why);

    public static MtebScore Of(double value) => new(MtebScoreKind.Number, value, "");

    /// <summary>The number, or null.</summary>
    public double? Number => Kind == MtebScoreKind.Number ? Value : null;

    /// <summary>The one that says more, the first of two that say as much.</summary>
    public MtebScore Or(MtebScore other) =>
        other.Kind > Kind || Kind == MtebScoreKind.None && other.Kind == Kind && Why == NotThere
            ? other
            : this;
}
