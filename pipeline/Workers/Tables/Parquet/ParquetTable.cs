using System.Globalization;
using Parquet;
using Parquet.Schema;
using Sluice.Engine;

namespace Sluice.Workers.Tables.Parquet;

/// <summary>Reads a Parquet file, whoever wrote it, a row group at a time: memory holds no more than one.</summary>
/// <remarks>
/// Integers of any width become INT64, floats DOUBLE; unsigned 64-bit integers, decimals, dates and times become
/// text (ISO 8601). Columns of bytes, lists, maps and structs are refused.
/// </remarks>
internal sealed class ParquetTable : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private long _rowsBefore;

    private ParquetTable(string path, FileStream file, ParquetReader reader)
    {
        _path = path;
        _file = file;
        _reader = reader;
        if (
            reader.Schema.Fields.FirstOrDefault(f => f is not DataField { IsArray: false }) is
            { } nested
        )
            throw new UserError(
                $"{path}: column '{nested.Name}' is a {nested.SchemaType.ToString().ToLowerInvariant()} of values; flatten it, or leave it out"
            );
        _fields = [.. reader.Schema.Fields.Cast<DataField>()];
        if (_fields.FirstOrDefault(f => !ParquetCells.HasText(f.ClrType)) is { } binary)
            throw new UserError(
                $"{path}: column '{binary.Name}' holds bytes, which have no text; cast it to text, or leave it out"
            );
        Columns =
        [
            .. _fields.Select(f => new ParquetColumn(
                f.Name,
                ParquetCells.TypeOf(f.ClrType),
                f.IsNullable
            )),
        ];
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="UserError">As <see cref="Open"/> and <see cref="Groups"/>.</exception>
    public static DataTable Read(string path)
    {
        using var table = Open(path);
        var rows = new List<string?[]>();
        foreach (var group in table.Groups())
            for (var i = 0; i < group.Rows; i++)
                rows.Add([.. group.Columns.Select(column => column[i])]);
        return new(path, [.. table.Columns.Select(c => c with { Optional = true })], rows);
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="UserError">It is missing, damaged, no Parquet file, or has columns that hold several values a row.</exception>
    public static ParquetTable Open(string path)
    {
        // Its errors on envelope and footer are the plainer ones.
        ParquetFooter.Read(path);
        var file = InputFile.Open(path);
        try
        {
            return new(
                path,
                file,
                Guarded(path, 0, () => ParquetReader.CreateAsync(file).GetAwaiter().GetResult())
            );
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The row groups in order, each column as text that <see cref="ParquetWriter.AppendText"/> takes.</summary>
    /// <exception cref="UserError">A group is damaged; the message names its first row.</exception>
    public IEnumerable<(int Rows, IReadOnlyList<string?[]> Columns)> Groups()
    {
        for (var i = 0; i < _reader.RowGroupCount; i++)
        {
            var columns = Guarded(_path, _rowsBefore, () => ReadGroup(i));
            var rows = columns.Length > 0 ? columns[0].Length : 0;
            yield return (rows, columns);
            _rowsBefore += rows;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Dispose();
    }

    private string?[][] ReadGroup(int index)
    {
        using var group = _reader.OpenRowGroupReader(index);
        return [.. _fields.Select(field => ParquetCells.Read(group, field))];
    }

    // The library says what is damaged by exceptions of many kinds.
    private static T Guarded<T>(string path, long row, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (UserError or OutOfMemoryException))
        {
            throw new UserError(
                $"{path}: cannot be read from row {(row + 1).ToString("N0", CultureInfo.InvariantCulture)} on ({e.Message.ReplaceLineEndings(" ")}); write the file anew"
            );
        }
    }
}
