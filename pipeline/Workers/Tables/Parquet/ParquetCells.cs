using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Sluice.Workers.Tables.Parquet;

/// <summary>The values of a column of a row group as text, and the type they keep.</summary>
internal static class ParquetCells
{
    /// <summary>The type of a column of values of a .NET type.</summary>
    public static ParquetType TypeOf(Type type) =>
        type == typeof(bool) ? ParquetType.Boolean
        : type == typeof(float) || type == typeof(double) ? ParquetType.Double
        : type == typeof(sbyte)
        || type == typeof(byte)
        || type == typeof(short)
        || type == typeof(ushort)
        || type == typeof(int)
        || type == typeof(uint)
        || type == typeof(long)
            ? ParquetType.Int64
        : ParquetType.String;

    /// <summary>Whether values of a .NET type can be written as text.</summary>
    public static bool HasText(Type type) =>
        type.IsValueType && type.IsAssignableTo(typeof(IFormattable))
        || type == typeof(bool)
        || type == typeof(string)
        || type == typeof(ReadOnlyMemory<char>);

    /// <summary>Reads the column.</summary>
    /// <exception cref="NotSupportedException">Its values are of a type without a text.</exception>
    public static string?[] Read(ParquetRowGroupReader group, DataField field)
    {
        var type = field.ClrType;
        return type == typeof(string) || type == typeof(ReadOnlyMemory<char>) ? Texts(group, field)
            : type == typeof(bool) ? Values<bool>(group, field, v => v ? "true" : "false")
            : type == typeof(sbyte) ? Numbers<sbyte>(group, field)
            : type == typeof(byte) ? Numbers<byte>(group, field)
            : type == typeof(short) ? Numbers<short>(group, field)
            : type == typeof(ushort) ? Numbers<ushort>(group, field)
            : type == typeof(int) ? Numbers<int>(group, field)
            : type == typeof(uint) ? Numbers<uint>(group, field)
            : type == typeof(long) ? Numbers<long>(group, field)
            : type == typeof(ulong) ? Numbers<ulong>(group, field)
            : type == typeof(float) ? Values<float>(group, field, v => Text((double)v))
            : type == typeof(double) ? Values<double>(group, field, Text)
            : type == typeof(decimal) ? Numbers<decimal>(group, field)
            : type == typeof(DateTime) ? Values<DateTime>(group, field, v => Text(v, field))
            : type == typeof(DateOnly)
                ? Values<DateOnly>(group, field, v => v.ToString("O", CultureInfo.InvariantCulture))
            : type == typeof(TimeOnly)
                ? Values<TimeOnly>(group, field, v => v.ToString("O", CultureInfo.InvariantCulture))
            : type == typeof(TimeSpan)
                ? Values<TimeSpan>(group, field, v => v.ToString("c", CultureInfo.InvariantCulture))
            : type == typeof(Guid) ? Values<Guid>(group, field, v => v.ToString())
            : throw new NotSupportedException($"column '{field.Name}' holds {type.Name}");
    }

    // Never by the value's kind: a local one would read differently in another time zone.
    private static string Text(DateTime value, DataField field)
    {
        if (field is DateTimeDataField { DateTimeFormat: DateTimeFormat.Date })
            return value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var mark = value.Kind == DateTimeKind.Utc ? "Z" : "";
        return value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + mark;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string?[] Texts(ParquetRowGroupReader group, DataField field)
    {
        var values = new string?[checked((int)group.RowCount)];
        group.ReadAsync(field, values.AsMemory()!).AsTask().GetAwaiter().GetResult();
        return values;
    }

    private static string?[] Numbers<T>(ParquetRowGroupReader group, DataField field)
        where T : struct, IFormattable =>
        Values<T>(group, field, v => v.ToString(null, CultureInfo.InvariantCulture));

    private static string?[] Values<T>(
        ParquetRowGroupReader group,
        DataField field,
        Func<T, string> text
    )
        where T : struct
    {
        var count = checked((int)group.RowCount);
        if (!field.IsNullable)
        {
            var values = new T[count];
            group.ReadAsync<T>(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return Array.ConvertAll(values, v => (string?)text(v));
        }
        var optional = new T?[count];
        group.ReadAsync<T>(field, optional.AsMemory()).AsTask().GetAwaiter().GetResult();
        return Array.ConvertAll(optional, v => v is { } value ? text(value) : null);
    }
}
