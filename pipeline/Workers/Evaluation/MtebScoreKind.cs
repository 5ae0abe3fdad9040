namespace Sluice.Workers.Evaluation;

/// <summary>What a result says of its main score, the less the smaller.</summary>
internal enum MtebScoreKind
{
    /// <summary>Nothing: it is no whole result.</summary>
    None,

    /// <summary>That there is none: null, as which MTEB 2 writes NaN as well.</summary>
    Null,

    /// <summary>NaN or infinite: the evaluation came to no number.</summary>
    NotFinite,

    Number,
}
