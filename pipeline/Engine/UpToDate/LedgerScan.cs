using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Files;

namespace Sluice.Engine.UpToDate;

/// <summary>
/// What the index needs of a record's line, read without making the record: a million lines are
/// looked through, few are ever asked for. Every field is checked, so that the line can be decoded
/// later without fail. Used again from line to line.
/// </summary>
internal sealed class LedgerScan
{
    private readonly List<FileIdentity> _outputs = [];

    /// <summary>Value of <c>t</c>: <c>done</c>, <c>failed</c>, or what the line is else.</summary>
    public string Kind { get; private set; } = "";

    public string Unit { get; private set; } = "";

    /// <summary>Zeros when the fingerprint is no hash.</summary>
    public Hash256 Fingerprint { get; private set; }

    public LedgerOrder Order { get; private set; }

    /// <summary>Id of the shared parts; empty for a failure.</summary>
    public string Shared { get; private set; } = "";

    public IReadOnlyList<FileIdentity> Outputs => _outputs;

    /// <summary>Reads a line whose checksum holds.</summary>
    /// <exception cref="FormatException">It is no record.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        (Kind, Unit) = ("", "");
        _outputs.Clear();
        var fields = Field.None;
        long generation = 0;
        long at = 0;
        long sequence = 0;
        Require(json.Read() && json.TokenType == JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(json.ValueSpan);
            Require(json.Read());
            switch (field)
            {
                case Field.Type:
                    Kind = KindOf(ref json);
                    if (Kind is not ("done" or "failed"))
                        return;
                    break;
                case Field.Unit:
                    Unit = Text(ref json);
                    break;
                case Field.Fingerprint:
                    Require(json.TokenType == JsonTokenType.String);
                    _ = Hash256.TryParse(json.ValueSpan, out var hash);
                    Fingerprint = hash;
                    break;
                case Field.Generation:
                    Require(json.TryGetInt64(out generation));
                    break;
                case Field.At:
                    at = Ticks(ref json);
                    break;
                case Field.Sequence:
                    Require(json.TryGetInt64(out sequence));
                    break;
                case Field.Attempt or Field.Exit:
                    Require(json.TryGetInt32(out _));
                    break;
                case Field.Seconds:
                    Require(json.TryGetDouble(out _));
                    break;
                case Field.Worker or Field.Error or Field.Log:
                    Require(json.TokenType == JsonTokenType.String);
                    break;
                case Field.Shared:
                    Require(json.TokenType == JsonTokenType.String);
                    if (!json.ValueTextEquals(Shared))
                        Shared = json.GetString()!;
                    break;
                case Field.Own:
                    ReadOwn(ref json);
                    break;
                case Field.Outputs:
                    ReadOutputs(ref json);
                    break;
                default:
                    json.Skip();
                    break;
            }
            fields |= field;
        }
        var needed = Kind == "done" ? Field.OfDone : Field.OfFailed;
        Require(Kind.Length > 0 && (fields & needed) == needed);
        if (Kind == "failed")
            Shared = "";
        Order = new LedgerOrder(generation, at, sequence);
    }

    private static string KindOf(ref Utf8JsonReader json) =>
        json.TokenType != JsonTokenType.String ? throw new FormatException()
        : json.ValueTextEquals("done"u8) ? "done"
        : json.ValueTextEquals("failed"u8) ? "failed"
        : json.GetString()!;

    private static string Text(ref Utf8JsonReader json)
    {
        Require(json.TokenType == JsonTokenType.String);
        return json.GetString()!;
    }

    private static long Ticks(ref Utf8JsonReader json)
    {
        Require(json.TokenType == JsonTokenType.String);
        if (
            Utf8Parser.TryParse(json.ValueSpan, out DateTimeOffset at, out var used, 'O')
            && used == json.ValueSpan.Length
        )
            return at.UtcTicks;
        return DateTimeOffset.Parse(json.GetString()!, CultureInfo.InvariantCulture).UtcTicks;
    }

    private static void ReadOwn(ref Utf8JsonReader json)
    {
        Require(json.TokenType == JsonTokenType.StartArray);
        var i = 0;
        for (; json.Read() && json.TokenType == JsonTokenType.String; i++)
            if (i % 3 == 0)
                _ = LedgerFormat.KindOf(json.ValueSpan);
        Require(i % 3 == 0 && json.TokenType == JsonTokenType.EndArray);
    }

    private void ReadOutputs(ref Utf8JsonReader json)
    {
        Require(json.TokenType == JsonTokenType.StartArray);
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            Require(json.Read() && json.TokenType == JsonTokenType.String);
            var identity = new FileIdentity(
                Number(ref json),
                Number(ref json),
                Number(ref json),
                Number(ref json)
            );
            Require(json.Read() && json.TokenType == JsonTokenType.String);
            Require(json.Read() && json.TokenType == JsonTokenType.EndArray);
            _outputs.Add(identity);
        }
        Require(json.TokenType == JsonTokenType.EndArray);
    }

    private static long Number(ref Utf8JsonReader json)
    {
        long number = 0;
        Require(
            json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetInt64(out number)
        );
        return number;
    }

    private static void Require(bool holds)
    {
        if (!holds)
            throw new FormatException("this is no record");
    }

    private static Field FieldOf(ReadOnlySpan<byte> name) =>
        name switch
        {
            [(byte)'t'] => Field.Type,
            [(byte)'u'] => Field.Unit,
            [(byte)'f'] => Field.Fingerprint,
            [(byte)'g'] => Field.Generation,
            [(byte)'a', (byte)'t'] => Field.At,
            [(byte)'w'] => Field.Worker,
            [(byte)'i'] => Field.Sequence,
            [(byte)'n'] => Field.Attempt,
            [(byte)'s'] => Field.Seconds,
            _ when name.SequenceEqual("shared"u8) => Field.Shared,
            _ when name.SequenceEqual("own"u8) => Field.Own,
            _ when name.SequenceEqual("out"u8) => Field.Outputs,
            _ when name.SequenceEqual("exit"u8) => Field.Exit,
            _ when name.SequenceEqual("error"u8) => Field.Error,
            _ when name.SequenceEqual("log"u8) => Field.Log,
            _ => Field.None,
        };

    [Flags]
    private enum Field
    {
        None = 0,
        Type = 1,
        Unit = 2,
        Fingerprint = 4,
        Generation = 8,
        At = 16,
        Worker = 32,
        Sequence = 64,
        Attempt = 128,
        Seconds = 256,
        Shared = 512,
        Own = 1024,
        Outputs = 2048,
        Exit = 4096,
        Error = 8192,
        Log = 16384,
        Common =
            Type | Unit | Fingerprint | Generation | At | Worker | Sequence | Attempt | Seconds,
        OfDone = Common | Shared | Outputs,
        OfFailed = Common | Exit | Error | Log,
    }
}
