using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Sluice.Tests.Engine.Properties;

/// <summary>
/// Checks a property with new seeds each time. A failure prints its seed and the smallest case; the
/// variable PROPERTY_SEED runs that again, as "(a,b)" all the cases before it, as "(a,b,size)" the
/// failing one at once. PROPERTY_CASES sets how many are tried.
/// </summary>
internal static class Properties
{
    public static void Hold<T>(Gen<T> cases, Func<T, IEnumerable<T>> smaller, Action<T> holds)
    {
        var config = Config
            .QuickThrowOnFailure.WithQuietOnSuccess(true)
            .WithMaxTest(Number("PROPERTY_CASES") ?? 100)
            .WithEndSize(30);
        if (Seed() is { } seed)
            config = config.WithReplay(FSharpOption<Replay>.Some(seed));
        Check.One(config, Prop.ForAll(Arb.From(cases, smaller), holds));
    }

    /// <summary>The list without one stretch of it, the longest stretches first.</summary>
    public static IEnumerable<T[]> Shorter<T>(T[] list)
    {
        for (var length = list.Length / 2; length >= 1; length /= 2)
        for (var start = 0; start + length <= list.Length; start += length)
            yield return [.. list[..start], .. list[(start + length)..]];
    }

    private static Replay? Seed() =>
        Environment.GetEnvironmentVariable("PROPERTY_SEED")?.Trim('(', ')').Split(',')
            is [var a, var b, .. var size]
            ? new Replay(
                new Rnd(
                    ulong.Parse(a, CultureInfo.InvariantCulture),
                    ulong.Parse(b, CultureInfo.InvariantCulture)
                ),
                size is [var n]
                    ? FSharpOption<int>.Some(int.Parse(n, CultureInfo.InvariantCulture))
                    : FSharpOption<int>.None
            )
            : null;

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
