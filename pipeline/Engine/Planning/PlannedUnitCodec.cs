using Sluice.Engine.Files;
using Sluice.Engine.Fingerprints;
using Sluice.Engine.Graph;

namespace Sluice.Engine.Planning;

/// <summary>Planned units as bytes: texts with their lengths before them, hashes as they are.</summary>
internal static class PlannedUnitCodec
{
    /// <summary>Units one after the other, each with its position in the stage.</summary>
    public static ReadOnlyMemory<byte> Encode(IEnumerable<(PlannedUnit Unit, int Position)> units)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var (unit, position) in units)
            Write(writer, unit, position);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Exactly so many units.</summary>
    /// <exception cref="FormatException">The bytes are no units.</exception>
    public static List<(PlannedUnit Unit, int Position)> Decode(
        byte[] bytes,
        int count,
        Stage stage
    )
    {
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream);
        var now = new PartsNow(stage, ContentNow);
        var units = new List<(PlannedUnit, int)>(count);
        for (var i = 0; i < count; i++)
            units.Add(Read(reader, stage, now));
        return stream.Position == bytes.Length
            ? units
            : throw new FormatException("a block is too long");
    }

    private static string ContentNow(string path) =>
        FileIdentity.Of(path) is null ? "" : Sha256Hex.OfFile(path);

    private static void Write(BinaryWriter writer, PlannedUnit planned, int position)
    {
        var unit = planned.Unit;
        var parts = PartsOf(planned);
        var flags =
            (unit.MayBeEmpty ? Flags.MayBeEmpty : 0)
            | (unit.Exclusive ? Flags.Exclusive : 0)
            | (planned.Selected ? 0 : Flags.LeftOut)
            | (planned.SeenRecord is null ? 0 : Flags.Seen)
            | parts;
        writer.Write((ushort)flags);
        writer.Write7BitEncodedInt(position);
        writer.Write(unit.Key);
        Span<byte> hash = stackalloc byte[Hash256.Size];
        planned.Hash.CopyTo(hash);
        writer.Write(hash);
        writer.Write((byte)planned.Verdict.Kind);
        writer.Write(planned.Verdict.Detail);
        if (planned.SeenRecord is not null)
            writer.Write(planned.SeenRecord);
        Write(writer, unit.Inputs);
        Write(writer, unit.Outputs);
        writer.Write7BitEncodedInt(unit.Parameters.Count);
        foreach (var (name, value) in unit.Parameters)
        {
            writer.Write(name);
            writer.Write(value);
        }
        if (parts == Flags.PartsThen)
            foreach (var input in planned.InputsThen!)
            {
                input.CopyTo(hash);
                writer.Write(hash);
            }
        if (parts == Flags.PartsListed)
            WriteParts(writer, planned.OwnParts);
    }

    private static (PlannedUnit, int) Read(BinaryReader reader, Stage stage, PartsNow now)
    {
        var flags = (Flags)reader.ReadUInt16();
        var position = reader.Read7BitEncodedInt();
        var key = reader.ReadString();
        var hash = ReadHash(reader);
        var verdict = new Verdict((VerdictKind)reader.ReadByte(), reader.ReadString());
        var seen = flags.HasFlag(Flags.Seen) ? reader.ReadString() : null;
        var inputs = ReadTexts(reader);
        var unit = new Unit
        {
            Key = key,
            Inputs = inputs,
            Outputs = ReadTexts(reader),
            Parameters = ReadMap(reader),
            MayBeEmpty = flags.HasFlag(Flags.MayBeEmpty),
            Exclusive = flags.HasFlag(Flags.Exclusive),
        };
        var isSelected = !flags.HasFlag(Flags.LeftOut);
        if (flags.HasFlag(Flags.PartsListed))
            return (new(unit, hash, ReadParts(reader), verdict, seen, isSelected), position);
        var then = flags.HasFlag(Flags.PartsThen) ? new Hash256[inputs.Length] : null;
        for (var i = 0; i < then?.Length; i++)
            then[i] = ReadHash(reader);
        IOwnParts own = then is null ? now : new PartsThen(stage, then);
        return (new(unit, hash, own, verdict, seen, isSelected), position);
    }

    private static Flags PartsOf(PlannedUnit planned) =>
        planned.InputsThen is { } inputs
            ? inputs.Length == planned.Unit.Inputs.Count
                ? Flags.PartsThen
                : Flags.PartsListed
            : planned.HasParts
                ? Flags.PartsListed
                : 0;

    private static void Write(BinaryWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write7BitEncodedInt(texts.Count);
        foreach (var text in texts)
            writer.Write(text);
    }

    private static string[] ReadTexts(BinaryReader reader)
    {
        var texts = new string[CountOf(reader)];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = reader.ReadString();
        return texts;
    }

    private static OrderedMap ReadMap(BinaryReader reader)
    {
        var pairs = new KeyValuePair<string, string>[CountOf(reader)];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = new(reader.ReadString(), reader.ReadString());
        return OrderedMap.Of(pairs);
    }

    private static void WriteParts(BinaryWriter writer, IReadOnlyList<FingerprintPart> parts)
    {
        writer.Write7BitEncodedInt(parts.Count);
        foreach (var part in parts)
        {
            writer.Write((byte)part.Kind);
            writer.Write(part.Name);
            writer.Write(part.Value);
        }
    }

    private static FingerprintPart[] ReadParts(BinaryReader reader)
    {
        var parts = new FingerprintPart[CountOf(reader)];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = new((PartKind)reader.ReadByte(), reader.ReadString(), reader.ReadString());
        return parts;
    }

    // Each item takes a byte at least: a wrong number asks for no more memory than the file has bytes.
    private static int CountOf(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        return count >= 0 && count <= reader.BaseStream.Length
            ? count
            : throw new FormatException("a count is wrong");
    }

    private static Hash256 ReadHash(BinaryReader reader)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        reader.BaseStream.ReadExactly(bytes);
        return Hash256.Read(bytes);
    }

    [Flags]
    private enum Flags
    {
        MayBeEmpty = 1,
        Exclusive = 2,
        LeftOut = 4,
        Seen = 8,

        /// <summary>Inputs' hashes follow.</summary>
        PartsThen = 16,

        /// <summary>The parts follow.</summary>
        PartsListed = 32,
    }
}
