namespace Sluice.Workers.Benchmark.Samples;

/// <summary>All that a merge must know of a sample to decide whether it is kept, and where it goes.</summary>
internal struct SampleFacts
{
    /// <summary>Equal for samples of which one is kept.</summary>
    public Sha1Digest Identity;

    /// <summary>Of scene and timestamp; default for a sample that has neither.</summary>
    public Sha1Digest Bundle;

    public long TaskId;

    /// <summary>Where its sort key begins in the buffer of its part.</summary>
    public int KeyStart;

    public int KeyLength;
}
