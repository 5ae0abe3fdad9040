using System.Globalization;
using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark.Samples;

/// <summary>Single fields of a sample, whatever type they were written with. Node 0 is the sample itself and stands for a missing field. Pure.</summary>
internal static class SampleField
{
    /// <summary>A field as text, as Python's <c>str(value or "")</c>: lists and objects too.</summary>
    /// <param name="view">The sample.</param>
    /// <param name="node">The field's value; 0 when there is none.</param>
    /// <param name="to">Overwritten with the decoded text.</param>
    public static void Text(in JsonView view, int node, ByteBuffer to)
    {
        to.Clear();
        if (IsBlank(view, node))
            return;
        if (view.Nodes[node].Kind == JsonKind.String)
            view.Decode(node, to);
        else
            new PythonRepr(to).Str(view, node);
    }

    /// <summary>The task's number, as Python's <c>int(value or 0)</c>.</summary>
    /// <exception cref="JsonFault">It is none.</exception>
    public static long TaskId(in JsonView view, int node, long offset)
    {
        if (IsBlank(view, node))
            return 0;
        var raw = view.Raw(node);
        switch (view.Nodes[node].Kind)
        {
            case JsonKind.Literal:
                return 1;
            case JsonKind.Number when PythonNumber.IsInt(raw):
            case JsonKind.String:
                if (
                    long.TryParse(
                        raw,
                        NumberStyles.Integer,
                        CultureInfo.InvariantCulture,
                        out var id
                    )
                )
                    return id;
                break;
            case JsonKind.Number when Math.Abs(PythonNumber.Float(raw)) < 9e18:
                return (long)PythonNumber.Float(raw);
        }
        throw Expected("a whole number of up to 64 bits", view, node, "task_id", offset);
    }

    /// <summary>
    /// The items of a field that is a list: the nodes from First on, up to before End. A single text,
    /// number or true counts as a list of itself.
    /// </summary>
    /// <exception cref="JsonFault">It is an object.</exception>
    public static (int First, int End) Items(
        in JsonView view,
        int node,
        string field,
        long offset
    ) =>
        IsBlank(view, node)
            ? (0, 0)
            : view.Nodes[node].Kind switch
            {
                JsonKind.Array => (node + 1, view.Nodes[node].Next),
                JsonKind.Object => throw Expected("a list", view, node, field, offset),
                _ => (node, node + 1),
            };

    /// <summary>The last part of a path, as Python's <c>Path(…).name</c>.</summary>
    public static ReadOnlySpan<byte> FileName(ReadOnlySpan<byte> path)
    {
        while (true)
        {
            var slash = path.LastIndexOf((byte)'/');
            var name = path[(slash + 1)..];
            if (slash < 0 || (name.Length > 0 && !name.SequenceEqual("."u8)))
                return name.SequenceEqual("."u8) ? [] : name;
            path = path[..slash];
        }
    }

    // What is false in Python.
    private static bool IsBlank(in JsonView view, int node)
    {
        if (node == 0)
            return true;
        var raw = view.Raw(node);
        return view.Nodes[node].Kind switch
        {
            JsonKind.String => raw.IsEmpty,
            JsonKind.Literal => raw[0] != 't',
            JsonKind.Number => raw[0] is (byte)'0' or (byte)'-' or (byte)'.'
                && PythonNumber.Float(raw) == 0,
            _ => view.Nodes[node].Next == node + 1,
        };
    }

    private static JsonFault Expected(
        string what,
        in JsonView view,
        int node,
        string field,
        long offset
    ) =>
        new(
            $"{what} expected in `{field}`",
            offset + view.Nodes[node].Start - (view.Nodes[node].Kind == JsonKind.String ? 1 : 0)
        )
        {
            IsOfShape = true,
        };
}
