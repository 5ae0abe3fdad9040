using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sluice.Engine;
using Sluice.Engine.Files;
using Sluice.Workers.Training.Network;

namespace Sluice.Workers.Training;

/// <summary>
/// A model as a file: the eight bytes SLUICELM, then sections, each a length, that many bytes and
/// their CRC-32C, all numbers little-endian. The first section is <see cref="CheckpointHeader"/> as
/// JSON; one a tensor follows, of 32-bit floats.
/// </summary>
/// <param name="Header">Sizes, step and vocabulary.</param>
/// <param name="Values">One value a parameter, in the layout's order.</param>
internal sealed record Checkpoint(CheckpointHeader Header, float[] Values)
{
    private static ReadOnlySpan<byte> Magic => "SLUICELM"u8;

    public void Write(string path)
    {
        using var file = File.Create(path);
        file.Write(Magic);
        WriteSection(file, JsonSerializer.SerializeToUtf8Bytes(Header));
        foreach (var tensor in new ModelLayout(Header.Shape).Tensors)
            WriteSection(file, MemoryMarshal.AsBytes(tensor.In(Values.AsSpan())));
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <exception cref="UserError">It is missing, torn, damaged or of another version; named with the byte.</exception>
    public static Checkpoint Read(string path)
    {
        var bytes = ReadFile(path);
        if (!bytes.AsSpan().StartsWith(Magic))
            throw Error(path, $"is no checkpoint: byte 0 does not begin SLUICELM");
        var at = Magic.Length;
        var header = ReadHeader(path, at, Section(path, bytes, ref at));
        var layout = new ModelLayout(header.Shape);
        var values = new float[layout.Length];
        foreach (var tensor in layout.Tensors)
        {
            var start = at;
            var section = Section(path, bytes, ref at);
            if (section.Length != tensor.Length * sizeof(float))
                throw Error(
                    path,
                    $"has {section.Length} bytes for '{tensor.Name}' at byte {start}, {tensor.Length * sizeof(float)} expected"
                );
            section.CopyTo(MemoryMarshal.AsBytes(tensor.In(values)));
        }
        return at == bytes.Length
            ? new(header, values)
            : throw Error(path, $"goes on after its end at byte {at}, to byte {bytes.Length}");
    }

    private static void WriteSection(FileStream file, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(number, (uint)content.Length);
        file.Write(number);
        file.Write(content);
        BinaryPrimitives.WriteUInt32LittleEndian(number, Crc32C.Of(content));
        file.Write(number);
    }

    private static ReadOnlySpan<byte> Section(string path, byte[] bytes, ref int at)
    {
        const int Number = sizeof(uint);
        var rest = bytes.AsSpan(at);
        var length = rest.Length < Number ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(rest);
        if (rest.Length < 2L * Number + length)
            throw Error(
                path,
                $"is torn: it ends at byte {bytes.Length}, within the section that begins at byte {at}"
            );
        var content = rest.Slice(Number, (int)length);
        if (
            BinaryPrimitives.ReadUInt32LittleEndian(rest[(Number + content.Length)..])
            != Crc32C.Of(content)
        )
            throw Error(path, $"is damaged in the section that begins at byte {at}");
        at += 2 * Number + content.Length;
        return content;
    }

    private static CheckpointHeader ReadHeader(string path, int at, ReadOnlySpan<byte> section)
    {
        string fact;
        try
        {
            var header = JsonSerializer.Deserialize<CheckpointHeader>(section);
            if (header?.Version != CheckpointHeader.CurrentVersion)
                fact =
                    $"has format version {header?.Version}, this program reads {CheckpointHeader.CurrentVersion}";
            else if (header.IsSound)
                return header;
            else
                fact = "has sizes that no model has";
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            fact = $"has a header that cannot be read ({e.Message.ReplaceLineEndings(" ")})";
        }
        throw Error(path, $"{fact}, at byte {at}");
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error(path, $"cannot be read ({e.Message})");
        }
    }

    private static UserError Error(string path, string fact) =>
        new($"Checkpoint {path} {fact}; make it again with --target=Train");
}
