using System.Globalization;
using Sluice.Workers.Benchmark.Json;
using Sluice.Workers.Tables;

namespace Sluice.Workers.Benchmark;

/// <summary>Single fields of a sample, whatever type they were written with. Node 0 is the sample itself and stands for a missing field. Pure.</summary>
internal static class SampleField
{
    /// <summary>A field as text, as Python's <c>str(value or "")</c>.</summary>
    /// <param name="view">The sample.</param>
    /// <param name="node">The field's value; 0 when there is none.</param>
    /// <param name="field">Its name.</param>
    /// <param name="offset">Where the sample lies in its file.</param>
    /// <param name="to">Overwritten with the decoded text.</param>
    /// <exception cref="JsonFault">It is a list or an object.</exception>
    public static void Text(in JsonView view, int node, string field, long offset, ByteBuffer to)
    {
        to.Clear();
        if (IsBlank(view, node))
            return;
        switch (view.Nodes[node].Kind)
        {
            case JsonKind.String:
                view.Decode(node, to);
                break;
            case JsonKind.Number:
                PythonNumber.Write(view.Raw(node), to);
                break;
            case JsonKind.Literal:
                to.Write("True"u8);
                break;
            default:
                throw Expected("text", view, node, field, offset);
        }
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
        throw Expected("a whole number", view, node, "task_id", offset);
    }

    /// <summary>Whether a field is a list with something in it.</summary>
    /// <exception cref="JsonFault">It is something else.</exception>
    public static bool IsList(in JsonView view, int node, string field, long offset) =>
        !IsBlank(view, node)
        && (
            view.Nodes[node].Kind == JsonKind.Array
                ? true
                : throw Expected("a list", view, node, field, offset)
        );

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
        );
}
