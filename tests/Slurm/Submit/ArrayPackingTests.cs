using FsCheck.Fluent;
using Sluice.Slurm.Submit;

namespace Sluice.Tests.Slurm.Submit;

/// <summary>Stages are made as wide as a cluster allows, and cut into arrays that it takes.</summary>
public sealed class ArrayPackingTests
{
    [Fact]
    public void The_widest_are_lowered_first_as_little_as_is_needed_and_none_to_nothing() =>
        Sluice.Tests.Engine.Properties.Properties.Hold(
            from wanted in Gen.Choose(1, 40).Zip(Gen.Choose(1, 3)).ArrayOf()
            from room in Gen.Choose(-2, 150)
            select (Wanted: wanted, Room: room),
            tried =>
                Sluice
                    .Tests.Engine.Properties.Properties.Shorter(tried.Wanted)
                    .Select(w => (w, tried.Room)),
            tried =>
            {
                var (wanted, room) = tried;
                var fitted = ArrayPacking.Fit(wanted, room);

                // By trying every cap there can be, the greatest first.
                var best = Enumerable
                    .Range(1, 40)
                    .Reverse()
                    .Select(cap => wanted.Select(w => Math.Min(w.Item1, cap)).ToArray())
                    .FirstOrDefault(widths =>
                        widths.Zip(wanted, (width, w) => width * w.Item2).Sum() <= room
                    );
                if (wanted.Length == 0)
                    Assert.Empty(fitted!);
                else
                    Assert.Equal(best, fitted);
            }
        );

    [Fact]
    public void Huge_stages_do_not_overflow() =>
        Assert.Equal([5000], ArrayPacking.Fit([(int.MaxValue, 2)], 10_001));

    [Fact]
    public void Arrays_cover_all_elements_once_evenly_and_stay_below_the_clusters_size() =>
        Sluice.Tests.Engine.Properties.Properties.Hold(
            Gen.Choose(0, 5000).Zip(Gen.Choose(0, 1500)),
            _ => [],
            tried =>
            {
                var (elements, size) = tried;
                var arrays = ArrayPacking.Arrays(elements, size).ToList();

                Assert.Equal(
                    Enumerable.Range(0, elements),
                    arrays.SelectMany(a => Enumerable.Range(a.Offset, a.Elements))
                );
                Assert.All(arrays, a => Assert.InRange(a.Elements, 1, Math.Max(1, size - 1)));
                if (arrays.Count > 0)
                    Assert.InRange(arrays.Max(a => a.Elements) - arrays.Min(a => a.Elements), 0, 1);
            }
        );

    [Fact]
    public void No_more_arrays_than_needed_are_made()
    {
        Assert.Single(ArrayPacking.Arrays(1000, 1001));
        Assert.Equal([(0, 500), (500, 501)], ArrayPacking.Arrays(1001, 1001));
    }
}
