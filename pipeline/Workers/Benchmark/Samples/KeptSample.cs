namespace Sluice.Workers.Benchmark.Samples;

/// <summary>A sample that the merge keeps: not its text, but where that lies.</summary>
/// <param name="Identity">Unique among those kept.</param>
/// <param name="Source">Index of its input, from 0.</param>
/// <param name="Index">Its place in there, from 0.</param>
/// <param name="Offset">Byte offset in there.</param>
/// <param name="Length">Of its text, in bytes.</param>
/// <param name="Key">Where its sort key is kept.</param>
/// <param name="KeyLength">Of what is kept of it.</param>
internal readonly record struct KeptSample(
    Sha1Digest Identity,
    int Source,
    int Index,
    long Offset,
    int Length,
    long Key,
    int KeyLength
);
