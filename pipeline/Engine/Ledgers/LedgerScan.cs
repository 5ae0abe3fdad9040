using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Engine.Files;

namespace Sluice.Engine.Ledgers;

/// <summary>
/// What the index needs of a record's line, read without making the record: a million lines are
/// looked through, few are ever asked for. Every field is checked, so that the line can be decoded
/// later without fail. Used again from line to line.
/// </summary>
internal sealed class LedgerScan
{
    // In the order in which they are written.
    private static readonly (byte[] Name, Field Field)[] s_fields =
    [
        .. new[]
        {
            (LedgerNames.Kind, Field.Type),
            (LedgerNames.Unit, Field.Unit),
            (LedgerNames.Fingerprint, Field.Fingerprint),
            (LedgerNames.Generation, Field.Generation),
            (LedgerNames.At, Field.At),
            (LedgerNames.Worker, Field.Worker),
            (LedgerNames.Sequence, Field.Sequence),
            (LedgerNames.Attempt, Field.Attempt),
            (LedgerNames.Seconds, Field.Seconds),
            (LedgerNames.SharedId, Field.Shared),
            (LedgerNames.Own, Field.Own),
            (LedgerNames.Outputs, Field.Outputs),
            (LedgerNames.Exit, Field.Exit),
            (LedgerNames.Error, Field.Error),
            (LedgerNames.Log, Field.Log),
        }.Select(f => (Encoding.ASCII.GetBytes(f.Item1), f.Item2)),
    ];

    private readonly List<FileIdentity> _outputs = [];

    /// <summary>One of <see cref="LedgerNames"/>, or what a newer version wrote.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Whether it is an attempt's record; nothing else of it is read when it is not.</summary>
    public bool IsRecord => Kind is LedgerNames.Done or LedgerNames.Failed;

    /// <summary>Whether it records that the unit was done.</summary>
    public bool IsDone => Kind == LedgerNames.Done;

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
        var next = 0;
        Require(json.Read() && json.TokenType == JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(json.ValueSpan, ref next);
            Require(json.Read());
            switch (field)
            {
                case Field.Type:
                    Kind = KindOf(ref json);
                    if (!IsRecord)
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
        var needed = IsDone ? Field.OfDone : Field.OfFailed;
        Require(Kind.Length > 0 && (fields & needed) == needed);
        if (!IsDone)
            Shared = "";
        Order = new LedgerOrder(generation, at, sequence);
    }

    private static string KindOf(ref Utf8JsonReader json) =>
        json.TokenType != JsonTokenType.String ? throw new FormatException()
        : json.ValueTextEquals(LedgerNames.Done) ? LedgerNames.Done
        : json.ValueTextEquals(LedgerNames.Failed) ? LedgerNames.Failed
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

    // Nearly always it is the one that is written next.
    private static Field FieldOf(ReadOnlySpan<byte> name, ref int next)
    {
        for (var i = 0; i < s_fields.Length; i++)
        {
            var (known, field) = s_fields[next];
            next = (next + 1) % s_fields.Length;
            if (name.SequenceEqual(known))
                return field;
        }
        return Field.None;
    }

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
