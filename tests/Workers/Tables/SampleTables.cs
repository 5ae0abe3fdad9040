using Sluice.Workers.Tables.Parquet;

namespace Sluice.Tests.Workers.Tables;

/// <summary>Seeded random tables that dwell on the edges of the format.</summary>
internal static class SampleTables
{
    private static readonly string[] _texts =
    [
        "",
        "a",
        "é",
        "漢字",
        "🙂",
        "plain text",
        "line\nbreak",
        "quote\"s, commas",
        "\0nul",
        "\uD83D lone \uDE42",
        "\uFEFFmark",
        new string('x', 300),
        string.Concat(Enumerable.Repeat("\U0010FFFF", 20)),
        new string('\uD7FF', 64),
        new string('é', 40) + "end",
    ];

    private static readonly int Codecs = Enum.GetValues<ParquetCodec>().Length;

    private static readonly double[] _doubles =
    [
        double.NaN,
        -0.0,
        0.0,
        double.PositiveInfinity,
        double.NegativeInfinity,
        double.Epsilon,
        double.MaxValue,
        1.5,
    ];

    private static readonly string[] _names = ["id", "a.b", "naïve 名", "say \"x\"", "tab\there"];

    /// <summary>The same table for the same seed; the codec follows from the seed.</summary>
    public static SampleTable Random(int seed)
    {
        var random = new Random(seed);
        var columns = Enumerable
            .Range(0, random.Next(1, 6))
            .Select(i => Column(random, i))
            .ToArray();
        var shapes = columns.Select(_ => random.Next(7)).ToArray();
        var rowCount = random.Next(5) switch
        {
            0 => random.Next(3),
            1 => random.Next(3, 40),
            2 => 1024,
            _ => random.Next(1, 4000),
        };
        var rows = Enumerable
            .Range(0, rowCount)
            .Select(row => columns.Select((c, i) => Cell(random, c, shapes[i], row)).ToArray())
            .ToArray();
        var options = new ParquetOptions
        {
            Codec = Enum.GetValues<ParquetCodec>()[seed % Codecs],
            RowGroupRows = Pick(random, rowCount > 700 ? 100 : 7, 500, 100_000),
            RowGroupBytes = Pick(random, 5_000, 1 << 27),
            PageRows = Pick(random, 9, 256, 20_000),
            PageBytes = Pick(random, 1_000, 1 << 20),
            DictionaryBytes = Pick(random, 100, 1 << 20),
            StatisticsBytes = Pick(random, 4, 64),
        };
        return new SampleTable(columns, rows, options);
    }

    /// <summary>One long column that Snappy must cut into blocks, copies and literals of every size.</summary>
    public static SampleTable Blocks(ParquetCodec codec)
    {
        var random = new Random(1);
        var noise = new char[70_000];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = (char)random.Next(32, 127);
        var rows = new List<object?[]>();
        foreach (
            var size in new[] { 1, 59, 60, 61, 64, 65, 67, 68, 255, 256, 257, 65535, 65536, 65537 }
        )
        {
            rows.Add([new string('r', size)]);
            rows.Add([new string(noise, random.Next(1000), size)]);
        }
        return new SampleTable(
            [new ParquetColumn("text", ParquetType.String)],
            rows,
            new ParquetOptions { Codec = codec }
        );
    }

    private static ParquetColumn Column(Random random, int index) =>
        new(_names[index], Pick(random, Enum.GetValues<ParquetType>()), random.Next(2) == 0);

    private static object? Cell(Random random, ParquetColumn column, int shape, int row)
    {
        if (column.Optional && (shape == 6 || random.Next(10) == 0))
            return null;
        return column.Type switch
        {
            ParquetType.Boolean => shape switch
            {
                0 => true,
                1 => row / 20 % 2 == 0,
                _ => random.Next(2) == 0,
            },
            ParquetType.Int64 => shape switch
            {
                0 => row,
                1 => random.NextInt64(long.MinValue, long.MaxValue),
                2 => random.Next(3),
                3 => long.MinValue,
                _ => row / 50L,
            },
            ParquetType.Double => shape switch
            {
                0 => Pick(random, _doubles),
                1 => random.NextDouble() * 1e300,
                2 => Pick(random, -0.0, 0.0),
                3 => random.Next(3) / 2.0,
                _ => row - 0.5,
            },
            _ => shape switch
            {
                0 => Pick(random, _texts),
                1 => "u" + random.Next(),
                2 => "same",
                3 => "k" + row / 30,
                _ => Pick(random, _texts) + row,
            },
        };
    }

    private static T Pick<T>(Random random, params T[] choices) =>
        choices[random.Next(choices.Length)];
}
