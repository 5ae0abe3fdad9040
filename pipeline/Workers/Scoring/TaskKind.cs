namespace Sluice.Workers.Scoring;

/// <summary>What a task asks of the vectors, with MTEB's main score for it (Muennighoff et al. 2023).</summary>
public enum TaskKind
{
    /// <summary>Labels can be told from the vectors; share of right ones.</summary>
    Classification,

    /// <summary>Vectors of equal labels lie together; V-measure.</summary>
    Clustering,

    /// <summary>The right text is near the query; nDCG at 10.</summary>
    Retrieval,

    /// <summary>Cosines order pairs as people do; Spearman's ρ.</summary>
    Sts,
}
