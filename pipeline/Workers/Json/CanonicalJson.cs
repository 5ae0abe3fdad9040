using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Json;

/// <summary>
/// Writes values as Python's <c>json.dumps(sort_keys=True, separators=(",", ":"),
/// ensure_ascii=False)</c> writes what it has read: names in the order of their code points, numbers
/// in one spelling.
/// </summary>
/// <param name="to">Where to.</param>
internal sealed class CanonicalJson(ByteBuffer to)
{
    private readonly List<JsonMember> _members = [];
    private readonly ByteBuffer _decoded = new();

    /// <summary>Writes a value of a tape.</summary>
    public void Node(in JsonView view, int node)
    {
        switch (view.Nodes[node].Kind)
        {
            case JsonKind.Object:
                Object(view, node);
                break;
            case JsonKind.Array:
                to.WriteByte((byte)'[');
                for (var i = node + 1; i < view.Nodes[node].Next; i = view.Nodes[i].Next)
                {
                    if (i > node + 1)
                        to.WriteByte((byte)',');
                    Node(view, i);
                }
                to.WriteByte((byte)']');
                break;
            case JsonKind.String:
                String(view, node);
                break;
            case JsonKind.Number:
                PythonNumber.Write(view.Raw(node), to);
                break;
            default:
                to.Write(view.Raw(node));
                break;
        }
    }

    private void Object(in JsonView view, int node)
    {
        to.WriteByte((byte)'{');
        var first = _members.Count;
        view.Members(node, _members);
        var last = _members.Count;
        Sort(view, first);
        for (var i = first; i < last; i++)
        {
            if (i > first)
                to.WriteByte((byte)',');
            String(view, _members[i].Name);
            to.WriteByte((byte)':');
            Node(view, _members[i].Value);
        }
        _members.RemoveRange(first, last - first);
        to.WriteByte((byte)'}');
    }

    // Objects are small, and those of one file ordered alike: insertion is the fastest there.
    private void Sort(in JsonView view, int first)
    {
        if (_members.Count - first > 32)
        {
            SortMany(view, first);
            return;
        }
        for (var i = first + 1; i < _members.Count; i++)
        {
            var member = _members[i];
            var name = view.NameOf(member);
            var k = i;
            for (; k > first && view.NameOf(_members[k - 1]).SequenceCompareTo(name) > 0; k--)
                _members[k] = _members[k - 1];
            _members[k] = member;
        }
    }

    private void SortMany(in JsonView view, int first)
    {
        var names = new byte[_members.Count - first][];
        for (var i = 0; i < names.Length; i++)
            names[i] = view.NameOf(_members[first + i]).ToArray();
        var members = _members[first..].ToArray();
        Array.Sort(
            names,
            members,
            Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))
        );
        for (var i = 0; i < members.Length; i++)
            _members[first + i] = members[i];
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
        to.WriteByte((byte)'"');
        to.Write(view.Raw(node));
        to.WriteByte((byte)'"');
    }
}
