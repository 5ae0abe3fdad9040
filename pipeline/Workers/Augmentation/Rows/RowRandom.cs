using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Sluice.Workers.Augmentation.Rows;

/// <summary>
/// The random source of one input row: xoshiro256** (Blackman and Vigna 2018) seeded through
/// SplitMix64, so the same seed gives the same values on every machine and .NET version.
/// Not thread-safe: one instance a row.
/// </summary>
public sealed class RowRandom
{
    private ulong _s0,
        _s1,
        _s2,
        _s3;

    /// <param name="seed">Any value; equal seeds give equal sequences.</param>
    public RowRandom(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>The row's seed: first 8 bytes, big-endian, of sha1("seed:combo_id:row").</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="comboId">First 10 hex digits of sha1 over the "+"-joined method ids.</param>
    /// <param name="row">Index of the input row, from 0.</param>
    public static ulong SeedOf(long seed, string comboId, long row) =>
        BinaryPrimitives.ReadUInt64BigEndian(
            SHA1.HashData(Encoding.UTF8.GetBytes($"{seed}:{comboId}:{row}"))
        );

    /// <summary>A uniform integer in [0, bound), bound at least 1, by Lemire's multiply-shift without bias.</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low < range)
        {
            var threshold = (0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }
        return (int)high;
    }

    /// <summary>A uniform value in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fisher–Yates shuffle in place.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
