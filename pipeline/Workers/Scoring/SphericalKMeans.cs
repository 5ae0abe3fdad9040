using Sluice.Workers.Embedding;

namespace Sluice.Workers.Scoring;

/// <summary>
/// k-means by cosine (Dhillon and Modha 2001): the best of three runs of 25 rounds, each from vectors
/// drawn at random.
/// </summary>
internal static class SphericalKMeans
{
    private const int Runs = 3;
    private const int Rounds = 25;
    private const int Seed = 3;

    /// <summary>The cluster of each vector.</summary>
    /// <param name="count">Clusters wanted; some may come out empty.</param>
    public static int[] Cluster(float[][] vectors, int count, CancellationToken cancellation)
    {
        var table = VectorTable.OfLengthOne(vectors);
        var random = new SeededRandom(Seed);
        var best = (Cost: double.MaxValue, Labels: Array.Empty<int>());
        for (var run = 0; run < Runs; run++)
        {
            var centres = new float[count * table.Width];
            for (var k = 0; k < count; k++)
                table[random.Next(table.Count)].CopyTo(centres.AsSpan(k * table.Width));
            var labels = new int[table.Count];
            var cost = 0.0;
            for (var round = 0; round < Rounds; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                cost = Assign(table, new(centres, count, table.Width), count, labels);
                Move(table, labels, centres);
            }
            if (cost < best.Cost)
                best = (cost, labels);
        }
        return best.Labels;
    }

    private static double Assign(
        VectorTable table,
        VectorProducts products,
        int count,
        int[] labels
    )
    {
        var cosines = products.Of(table.Rows(0, table.Count), table.Count);
        var cost = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            var row = cosines.Slice(i * products.Stride, count);
            var nearest = 0;
            for (var k = 1; k < count; k++)
                if (row[k] > row[nearest])
                    nearest = k;
            labels[i] = nearest;
            cost -= row[nearest];
        }
        return cost;
    }

    private static void Move(VectorTable table, int[] labels, float[] centres)
    {
        Array.Clear(centres);
        for (var i = 0; i < labels.Length; i++)
            Lanes.Add(table[i], centres.AsSpan(labels[i] * table.Width, table.Width));
        for (var at = 0; at < centres.Length; at += table.Width)
            VectorTable.Normalize(centres.AsSpan(at, table.Width));
    }
}
