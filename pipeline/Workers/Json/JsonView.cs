using System.Runtime.InteropServices;
using System.Text;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Json;

/// <summary>A tape with the text it points into.</summary>
/// <param name="text">UTF-8, read by the tape.</param>
/// <param name="tape">The nodes.</param>
internal readonly ref struct JsonView(ReadOnlySpan<byte> text, JsonTape tape)
{
    // Beyond, looking at every pair would take long.
    private const int FewMembers = 24;

    private readonly ReadOnlySpan<byte> _text = text;

    public ReadOnlySpan<JsonNode> Nodes { get; } = tape.Nodes;

    /// <summary>A node's text as it was written.</summary>
    public ReadOnlySpan<byte> Raw(int node) => _text[Nodes[node].Start..Nodes[node].End];

    /// <summary>Writes a string's decoded text.</summary>
    public void Decode(int node, ByteBuffer to)
    {
        if (Nodes[node].HasEscape)
            JsonText.Decode(Raw(node), to);
        else
            to.Write(Raw(node));
    }

    /// <summary>A member's name, decoded.</summary>
    public ReadOnlySpan<byte> NameOf(JsonMember member) => member.Decoded ?? Raw(member.Name);

    /// <summary>The value of an object's member; of equal names the last. 0, which is no member's, when there is none.</summary>
    public int Member(int node, ReadOnlySpan<byte> name)
    {
        var found = 0;
        for (var i = node + 1; i < Nodes[node].Next; i = Nodes[i + 1].Next)
            if (
                Nodes[i].HasEscape
                    ? Decoded(i).AsSpan().SequenceEqual(name)
                    : Raw(i).SequenceEqual(name)
            )
                found = i + 1;
        return found;
    }

    public string Text(int node) =>
        Encoding.UTF8.GetString(Decoded(node) is { } decoded ? decoded : Raw(node));

    /// <summary>
    /// Adds an object's members to a list. Of equal names the last value counts, in the place of the
    /// first, as in Python.
    /// </summary>
    public void Members(int node, List<JsonMember> to)
    {
        var first = to.Count;
        Dictionary<string, int>? seen = null;
        for (var i = node + 1; i < Nodes[node].Next; i = Nodes[i + 1].Next)
        {
            var member = new JsonMember(i, i + 1, Decoded(i));
            var same = seen is null ? Find(member, to, first) : Find(member, seen, to.Count);
            if (same >= 0)
                to[same] = member;
            else
                to.Add(member);
            if (seen is null && to.Count - first == FewMembers)
            {
                seen = [];
                for (var k = first; k < to.Count; k++)
                    seen.Add(Encoding.Latin1.GetString(NameOf(to[k])), k);
            }
        }
    }

    private int Find(JsonMember member, List<JsonMember> members, int first)
    {
        var name = NameOf(member);
        var all = CollectionsMarshal.AsSpan(members);
        for (var k = first; k < all.Length; k++)
            if (name.SequenceEqual(NameOf(all[k])))
                return k;
        return -1;
    }

    private int Find(JsonMember member, Dictionary<string, int> seen, int next)
    {
        var name = Encoding.Latin1.GetString(NameOf(member));
        return seen.TryAdd(name, next) ? -1 : seen[name];
    }

    private byte[]? Decoded(int node)
    {
        if (!Nodes[node].HasEscape)
            return null;
        var buffer = new ByteBuffer();
        Decode(node, buffer);
        return buffer.Written.ToArray();
    }
}
