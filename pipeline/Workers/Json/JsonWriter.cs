using System.Text;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Json;

/// <summary>
/// Writes values of a tape, and such as are put together, as Python's <c>json.dumps(indent=2,
/// ensure_ascii=False)</c> does, but numbers as they were written.
/// </summary>
/// <param name="to">Where to.</param>
internal sealed class JsonWriter(ByteBuffer to)
{
    private const int Indent = 2;

    private readonly List<JsonMember> _members = [];
    private readonly ByteBuffer _decoded = new();
    private bool _isFirst = true;

    /// <summary>How deep what is written now lies.</summary>
    public int Depth { get; set; }

    /// <summary>Begins an object or list.</summary>
    public void Begin(char bracket)
    {
        to.WriteByte((byte)bracket);
        Depth++;
        _isFirst = true;
    }

    /// <summary>Ends it; an empty one stays on its line.</summary>
    public void End(char bracket)
    {
        Depth--;
        if (!_isFirst)
            NewLine();
        to.WriteByte((byte)bracket);
        _isFirst = false;
    }

    /// <summary>Begins an item of a list.</summary>
    public void Item()
    {
        if (!_isFirst)
            to.WriteByte((byte)',');
        _isFirst = false;
        NewLine();
    }

    /// <summary>Begins a member of an object.</summary>
    /// <param name="name">Decoded.</param>
    public void Name(ReadOnlySpan<byte> name)
    {
        Item();
        JsonText.Quote(name, to);
        to.Write(": "u8);
    }

    /// <summary>Begins a member of an object.</summary>
    public void Name(string name) => Name(Encoding.UTF8.GetBytes(name));

    public void Text(string text) => JsonText.Quote(Encoding.UTF8.GetBytes(text), to);

    /// <summary>Writes a number, or whatever needs no quotes.</summary>
    public void Plain(string text) => to.Write(Encoding.ASCII.GetBytes(text));

    /// <summary>Writes a value of a tape.</summary>
    public void Node(in JsonView view, int node)
    {
        switch (view.Nodes[node].Kind)
        {
            case JsonKind.Object:
                Object(view, node);
                break;
            case JsonKind.Array:
                Begin('[');
                for (var i = node + 1; i < view.Nodes[node].Next; i = view.Nodes[i].Next)
                {
                    Item();
                    Node(view, i);
                }
                End(']');
                break;
            case JsonKind.String:
                String(view, node);
                break;
            default:
                to.Write(view.Raw(node));
                break;
        }
    }

    private void Object(in JsonView view, int node)
    {
        Begin('{');
        var first = _members.Count;
        view.Members(node, _members);
        var last = _members.Count;
        for (var i = first; i < last; i++)
        {
            Item();
            String(view, _members[i].Name);
            to.Write(": "u8);
            Node(view, _members[i].Value);
        }
        _members.RemoveRange(first, last - first);
        End('}');
    }

    private void String(in JsonView view, int node)
    {
        if (view.Nodes[node].HasEscape)
        {
            _decoded.Clear();
            view.Decode(node, _decoded);
            JsonText.Quote(_decoded.Written, to);
            return;
        }
        // Nothing in it needs an escape, or it would have one: its quotes stand around it.
        var raw = view.Raw(node);
        var span = to.Reserve(raw.Length + 2);
        span[0] = (byte)'"';
        raw.CopyTo(span[1..]);
        span[raw.Length + 1] = (byte)'"';
        to.Advance(raw.Length + 2);
    }

    private void NewLine()
    {
        var span = to.Reserve(1 + Indent * Depth);
        span[0] = (byte)'\n';
        span.Slice(1, Indent * Depth).Fill((byte)' ');
        to.Advance(1 + Indent * Depth);
    }
}
