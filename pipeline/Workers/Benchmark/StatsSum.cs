using System.Globalization;
using System.Numerics;
using System.Text;
using Sluice.Workers.Json;

namespace Sluice.Workers.Benchmark;

/// <summary>
/// Sums maps of statistics: numbers add up, exactly while all are whole, else as doubles; of other
/// values the first stays, until a number comes.
/// </summary>
internal sealed class StatsSum
{
    private readonly List<(byte[] Name, Value Value)> _entries = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly JsonTape _tape = new();

    /// <summary>Adds a map.</summary>
    /// <param name="text">An object that was found right before.</param>
    public void Add(byte[] text)
    {
        _tape.Read(text, 0);
        var view = new JsonView(text, _tape);
        var members = new List<JsonMember>();
        view.Members(0, members);
        foreach (var member in members)
        {
            var name = view.NameOf(member).ToArray();
            var raw = view.Raw(member.Value);
            var quotes = view.Nodes[member.Value].Kind == JsonKind.String ? 1 : 0;
            var node = view.Nodes[member.Value];
            var value =
                node.Kind == JsonKind.Number
                    ? Value.Of(raw)
                    : new Value(null, 0, text[(node.Start - quotes)..(node.End + quotes)]);
            var key = Encoding.Latin1.GetString(name);
            if (_places.TryAdd(key, _entries.Count))
                _entries.Add((name, value));
            else if (value.Text is null)
                _entries[_places[key]] = (name, _entries[_places[key]].Value.Plus(value));
        }
    }

    /// <summary>Writes the sums as an object.</summary>
    public void Write(JsonWriter json)
    {
        json.Begin('{');
        foreach (var (name, value) in _entries)
        {
            json.Name(name);
            if (value.Text is null)
            {
                json.Plain(value.Sum);
                continue;
            }
            _tape.Read(value.Text, 0);
            json.Node(new JsonView(value.Text, _tape), 0);
        }
        json.End('}');
    }

    // A whole number, or a double where Whole is null, or a text that is no number.
    private readonly record struct Value(BigInteger? Whole, double Double, byte[]? Text)
    {
        public static Value Of(ReadOnlySpan<byte> raw) =>
            PythonNumber.IsInt(raw)
                ? new(PythonNumber.Int(raw), 0, null)
                : new(null, PythonNumber.Float(raw), null);

        public string Sum =>
            Whole is null && !(double.IsFinite(Double) && double.IsInteger(Double))
                ? PythonNumber.Repr(Double)
                : (Whole ?? new BigInteger(Double)).ToString(CultureInfo.InvariantCulture);

        public Value Plus(Value other) =>
            Text is not null ? other
            : Whole is not null && other.Whole is not null
                ? this with
                {
                    Whole = Whole + other.Whole,
                }
            : new(null, AsDouble + other.AsDouble, null);

        private double AsDouble => Whole is null ? Double : (double)Whole;
    }
}
