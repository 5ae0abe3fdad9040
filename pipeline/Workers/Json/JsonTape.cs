using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Workers.Json;

/// <summary>
/// Reads one JSON value into a flat list of nodes that point into its text, so that numbers and
/// unescaped strings can be passed on as they were written. As strict as Python's json: which also
/// takes NaN and Infinity. Reused from value to value.
/// </summary>
internal sealed class JsonTape
{
    private const int MostDepth = 900;

    private static readonly SearchValues<byte> s_stops = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(i => (byte)i),
        (byte)'"',
        (byte)'\\',
    ]);

    private readonly List<int> _open = [];
    private JsonNode[] _nodes = new JsonNode[256];
    private int _count;

    /// <summary>The nodes, the value itself first.</summary>
    public ReadOnlySpan<JsonNode> Nodes => _nodes.AsSpan(0, _count);

    /// <summary>Reads a value that must be all of the text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="offset">Where the text lies in its file.</param>
    /// <exception cref="JsonFault">It is none: says what is wrong at which byte of the file.</exception>
    public void Read(ReadOnlySpan<byte> text, long offset)
    {
        _count = 0;
        _open.Clear();
        try
        {
            ReadValue(text);
        }
        catch (JsonFault fault)
        {
            throw NoUtf8Before(text, (int)fault.At) is { } bad
                ? new JsonFault("this is no UTF-8", offset + bad)
                : new JsonFault(fault.Message, offset + fault.At)
                {
                    IsEnd = fault.IsEnd,
                    IsOfShape = fault.IsOfShape,
                };
        }
        if (!Utf8.IsValid(text))
            throw new JsonFault(
                "this is no UTF-8",
                offset + NoUtf8Before(text, text.Length)!.Value
            );
    }

    private void ReadValue(ReadOnlySpan<byte> text)
    {
        var i = 0;
        while (true)
        {
            i = SkipSpace(text, i);
            var opened = Begin(text, ref i);
            // What was just opened and not closed again wants a value next.
            if (!opened && !GoOn(text, ref i))
                return;
        }
    }

    // Reads a scalar, or opens a container; an empty one is closed at once and counts as a scalar.
    private bool Begin(ReadOnlySpan<byte> text, ref int i)
    {
        switch (At(text, i))
        {
            case (byte)'{':
                Open(JsonKind.Object, i);
                i = SkipSpace(text, i + 1);
                if (At(text, i) == '}')
                    break;
                Name(text, ref i);
                return true;
            case (byte)'[':
                Open(JsonKind.Array, i);
                i = SkipSpace(text, i + 1);
                if (At(text, i) == ']')
                    break;
                return true;
            case (byte)'"':
                i = String(text, i);
                return false;
            default:
                i = Scalar(text, i);
                return false;
        }
        Close(++i);
        return false;
    }

    // What may follow a value: a comma and another, or ends of containers. False at the very end.
    private bool GoOn(ReadOnlySpan<byte> text, ref int i)
    {
        while (_open.Count > 0)
        {
            i = SkipSpace(text, i);
            var c = At(text, i);
            var isObject = _nodes[_open[^1]].Kind == JsonKind.Object;
            if (c == ',')
            {
                i++;
                if (isObject)
                {
                    i = SkipSpace(text, i);
                    Name(text, ref i);
                }
                return true;
            }
            if (c != (isObject ? '}' : ']'))
                throw Unexpected(text, i, isObject ? "',' or '}'" : "',' or ']'");
            Close(++i);
        }
        i = SkipSpace(text, i);
        return i == text.Length ? false : throw Unexpected(text, i, "nothing more");
    }

    private void Name(ReadOnlySpan<byte> text, ref int i)
    {
        if (At(text, i) != '"')
            throw Unexpected(text, i, "a name in quotes");
        i = SkipSpace(text, String(text, i));
        if (At(text, i) != ':')
            throw Unexpected(text, i, "':'");
        i++;
    }

    private int String(ReadOnlySpan<byte> text, int i)
    {
        var start = i + 1;
        var hasEscape = false;
        for (i = start; ; )
        {
            var stop = text[i..].IndexOfAny(s_stops);
            if (stop < 0)
                throw End(text);
            i += stop;
            if (text[i] == '"')
                break;
            if (text[i] != '\\')
                throw new JsonFault("a control character must be escaped in a string", i);
            hasEscape = true;
            i = JsonText.SkipEscape(text, i);
        }
        Add(new JsonNode(JsonKind.String, hasEscape, start, i, _count + 1));
        return i + 1;
    }

    private int Scalar(ReadOnlySpan<byte> text, int i)
    {
        var end = JsonScalar.EndOf(text, i, out var kind);
        if (end < 0)
            throw ~end >= text.Length
                ? End(text)
                : Unexpected(text, ~end, i == ~end ? "a value" : "the rest of a value");
        Add(new JsonNode(kind, false, i, end, _count + 1));
        return end;
    }

    private void Open(JsonKind kind, int start)
    {
        if (_open.Count == MostDepth)
            throw new JsonFault($"nested deeper than {MostDepth}", start) { IsOfShape = true };
        _open.Add(_count);
        Add(new JsonNode(kind, false, start, 0, 0));
    }

    private void Close(int end)
    {
        ref var node = ref _nodes[_open[^1]];
        node = node with { End = end, Next = _count };
        _open.RemoveAt(_open.Count - 1);
    }

    private void Add(JsonNode node)
    {
        if (_count == _nodes.Length)
            Array.Resize(ref _nodes, 2 * _count);
        _nodes[_count++] = node;
    }

    private static byte At(ReadOnlySpan<byte> text, int i) =>
        i < text.Length ? text[i] : throw End(text);

    private static int SkipSpace(ReadOnlySpan<byte> text, int i)
    {
        while (i < text.Length && text[i] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            i++;
        return i;
    }

    private static JsonFault End(ReadOnlySpan<byte> text) =>
        new("the file ends in the middle", text.Length) { IsEnd = true };

    private static JsonFault Unexpected(ReadOnlySpan<byte> text, int i, string expected) =>
        new($"{expected} expected, found {JsonText.Shown(text[i])}", i);

    private static int? NoUtf8Before(ReadOnlySpan<byte> text, int end)
    {
        for (var i = 0; i < end; )
        {
            var status = Rune.DecodeFromUtf8(text[i..], out _, out var length);
            // A character that the end cuts is no fault of its own.
            if (status != OperationStatus.Done)
                return status == OperationStatus.NeedMoreData ? null : i;
            i += length;
        }
        return null;
    }
}
