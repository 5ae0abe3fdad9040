using System.Globalization;
using System.Text;
using Sluice.Workers.Json;
using Sluice.Workers.Tables.Parquet.Chunks;

namespace Sluice.Workers.Benchmark.Samples;

/// <summary>
/// Reads samples' facts out of their text: identity and sort key as docs/benchmark.md defines
/// them. Fields that are missing, null, false, 0 or empty count as blank. Not thread-safe; reused.
/// </summary>
internal sealed class SampleReading
{
    private static readonly string[] s_fields =
    [
        "task_id",
        "task_type",
        "scene",
        "timestamp",
        "question",
        "input_cams",
        "input_images",
    ];

    private readonly JsonTape _tape = new();
    private readonly PythonText _python = new();
    private readonly List<JsonMember> _members = [];
    private readonly int[] _fields = new int[s_fields.Length];
    private readonly byte[][] _names = [.. s_fields.Select(Encoding.UTF8.GetBytes)];
    private readonly ByteBuffer _raw = new();
    private readonly ByteBuffer _normal = new();
    private readonly ByteBuffer _identity = new();
    private readonly SortedTexts _texts = new();

    /// <summary>Reads one.</summary>
    /// <param name="text">The sample.</param>
    /// <param name="offset">Where it lies in its file.</param>
    /// <param name="keys">Its sort key is added here.</param>
    /// <exception cref="JsonFault">It is no sample.</exception>
    public SampleFacts Read(ReadOnlySpan<byte> text, long offset, ByteBuffer keys)
    {
        _tape.Read(text, offset);
        var view = new JsonView(text, _tape);
        if (view.Nodes[0].Kind != JsonKind.Object)
            throw new JsonFault(
                $"a sample that is an object {{…}} expected, found {JsonText.Shown(text[0])}",
                offset
            )
            {
                IsOfShape = true,
            };
        FindFields(view);
        var taskId = SampleField.TaskId(view, _fields[0], offset);
        _identity.Clear();
        _identity.WriteByte((byte)'[');
        taskId.TryFormat(
            _identity.Reserve(20),
            out var digits,
            default,
            CultureInfo.InvariantCulture
        );
        _identity.Advance(digits);
        var start = keys.Length;
        Text(view, 1, lower: true);
        Text(view, 2, lower: true);
        SortKey.Write(_normal.Written, keys);
        var isBlank = _normal.Length == 0;
        Text(view, 3, lower: false);
        SortKey.Write(_normal.Written, keys);
        isBlank &= _normal.Length == 0;
        var bundle = isBlank ? default : Sha1Digest.Of(keys.Written[start..]);
        Text(view, 4, lower: true);
        SortKey.Write(taskId, keys);
        SortKey.Write(_normal.Written, keys);
        Cams(view, _fields[5], offset);
        Images(view, _fields[6], offset);
        _identity.WriteByte((byte)']');
        return new SampleFacts
        {
            Identity = Sha1Digest.Of(_identity.Written),
            Bundle = bundle,
            TaskId = taskId,
            KeyStart = start,
            KeyLength = keys.Length - start,
        };
    }

    private void FindFields(in JsonView view)
    {
        Array.Clear(_fields);
        _members.Clear();
        view.Members(0, _members);
        foreach (var member in _members)
        {
            var name = view.NameOf(member);
            for (var i = 0; i < _names.Length; i++)
                if (name.SequenceEqual(_names[i]))
                    _fields[i] = member.Value;
        }
    }

    // The next text of the identity; its normal form is left in _normal.
    private void Text(in JsonView view, int field, bool lower)
    {
        Normalize(view, _fields[field], lower);
        _identity.WriteByte((byte)',');
        JsonText.QuoteAscii(_normal.Written, _identity);
    }

    private void Normalize(in JsonView view, int node, bool lower)
    {
        SampleField.Text(view, node, _raw);
        _normal.Clear();
        _python.Normalize(_raw.Written, lower, _normal);
    }

    private void Cams(in JsonView view, int node, long offset)
    {
        _texts.Clear();
        var (first, end) = SampleField.Items(view, node, "input_cams", offset);
        for (var i = first; i < end; i = view.Nodes[i].Next)
        {
            Normalize(view, i, lower: true);
            if (_normal.Length > 0)
                _texts.Add(_normal.Written, []);
        }
        _identity.Write(",["u8);
        _texts.Write(_identity, pairs: false);
        _identity.WriteByte((byte)']');
    }

    private void Images(in JsonView view, int node, long offset)
    {
        _texts.Clear();
        var (first, end) = SampleField.Items(view, node, "input_images", offset);
        for (var i = first; i < end; i = view.Nodes[i].Next)
            AddImage(view, i, offset);
        _identity.Write(",["u8);
        _texts.Write(_identity, pairs: true);
        _identity.WriteByte((byte)']');
    }

    private void AddImage(in JsonView view, int node, long offset)
    {
        // An image by its name alone is of no camera.
        var (cam, image) = (0, node);
        _members.Clear();
        if (view.Nodes[node].Kind == JsonKind.Object)
        {
            image = 0;
            view.Members(node, _members);
        }
        else if (view.Nodes[node].Kind == JsonKind.Literal)
            throw new JsonFault(
                "an object {\"cam\": …, \"image\": …} or an image's name expected in `input_images`",
                offset + view.Nodes[node].Start
            )
            {
                IsOfShape = true,
            };
        foreach (var member in _members)
            if (view.NameOf(member).SequenceEqual("cam"u8))
                cam = member.Value;
            else if (view.NameOf(member).SequenceEqual("image"u8))
                image = member.Value;
        Normalize(view, cam, lower: true);
        SampleField.Text(view, image, _raw);
        _texts.Add(_normal.Written, SampleField.FileName(PythonText.Trim(_raw.Written)));
    }
}
