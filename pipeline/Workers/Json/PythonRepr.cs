using System.Globalization;
using System.Text;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Json;

/// <summary>
/// Writes values as Python's <c>str()</c> and <c>repr()</c> write what its json has read:
/// <c>['a', 1.5, None]</c>. Decoded text, in which lone surrogates are escapes.
/// </summary>
/// <param name="to">Where to.</param>
internal sealed class PythonRepr(ByteBuffer to)
{
    private readonly ByteBuffer _decoded = new();

    /// <summary>Writes a value; a text as it is, without quotes.</summary>
    public void Str(in JsonView view, int node)
    {
        if (view.Nodes[node].Kind == JsonKind.String)
            view.Decode(node, to);
        else
            Repr(view, node);
    }

    private void Repr(in JsonView view, int node)
    {
        switch (view.Nodes[node].Kind)
        {
            case JsonKind.String:
                _decoded.Clear();
                view.Decode(node, _decoded);
                Quote(_decoded.Written);
                break;
            case JsonKind.Number:
                Number(view.Raw(node));
                break;
            case JsonKind.Literal:
                to.Write(
                    view.Raw(node)[0] switch
                    {
                        (byte)'t' => "True"u8,
                        (byte)'f' => "False"u8,
                        _ => "None"u8,
                    }
                );
                break;
            case JsonKind.Array:
                to.WriteByte((byte)'[');
                for (var i = node + 1; i < view.Nodes[node].Next; i = view.Nodes[i].Next)
                {
                    if (i > node + 1)
                        to.Write(", "u8);
                    Repr(view, i);
                }
                to.WriteByte((byte)']');
                break;
            default:
                Object(view, node);
                break;
        }
    }

    private void Object(in JsonView view, int node)
    {
        var members = new List<JsonMember>();
        view.Members(node, members);
        to.WriteByte((byte)'{');
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
                to.Write(", "u8);
            Repr(view, members[i].Name);
            to.Write(": "u8);
            Repr(view, members[i].Value);
        }
        to.WriteByte((byte)'}');
    }

    private void Number(ReadOnlySpan<byte> raw)
    {
        if (PythonNumber.IsInt(raw) || double.IsFinite(PythonNumber.Float(raw)))
            PythonNumber.Write(raw, to);
        else
            to.Write(
                PythonNumber.Float(raw) switch
                {
                    double.PositiveInfinity => "inf"u8,
                    double.NegativeInfinity => "-inf"u8,
                    _ => "nan"u8,
                }
            );
    }

    // In the quotes that need fewer escapes.
    private void Quote(ReadOnlySpan<byte> text)
    {
        var quote = text.Contains((byte)'\'') && !text.Contains((byte)'"') ? (byte)'"' : (byte)'\'';
        to.WriteByte(quote);
        for (var i = 0; i < text.Length; )
        {
            var start = i;
            var point = Wtf8.Next(text, ref i);
            if (point == quote || point == '\\')
            {
                to.WriteByte((byte)'\\');
                to.WriteByte((byte)point);
            }
            else if (point is '\t' or '\n' or '\r')
                to.Write(
                    point == '\t' ? "\\t"u8
                    : point == '\n' ? "\\n"u8
                    : "\\r"u8
                );
            else if (IsPrintable(point))
                to.Write(text[start..i]);
            else
                to.Write(
                    Encoding.ASCII.GetBytes(
                        point < 0x100 ? $"\\x{point:x2}"
                        : point < 0x10000 ? $"\\u{point:x4}"
                        : $"\\U{point:x8}"
                    )
                );
        }
        to.WriteByte(quote);
    }

    // str.isprintable.
    private static bool IsPrintable(int point) =>
        point == ' '
        || CharUnicodeInfo.GetUnicodeCategory(point)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
            );
}
