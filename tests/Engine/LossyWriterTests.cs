using Sluice.Engine.Files;

namespace Sluice.Tests.Engine;

/// <summary>What is written to a full disk is lost, told of, and ends nothing.</summary>
public sealed class LossyWriterTests
{
    [Fact]
    public void A_full_disk_is_remembered_and_ends_nothing()
    {
        using var full = new FileStream(
            "/dev/full",
            FileMode.Open,
            FileAccess.Write,
            FileShare.ReadWrite,
            0
        );
        using var writer = new LossyWriter(new StreamWriter(full) { AutoFlush = true });

        writer.WriteLine("first");
        writer.Write("second");

        Assert.StartsWith("No space left on device", writer.Loss);
    }

    [Fact]
    public void Nothing_is_lost_where_there_is_room()
    {
        using var room = new StringWriter();
        using var writer = new LossyWriter(room);

        writer.WriteLine("a line");

        Assert.Null(writer.Loss);
        Assert.Equal("a line\n", room.ToString());
    }
}
