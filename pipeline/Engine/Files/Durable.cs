using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Sluice.Engine.Files;

/// <summary>Writes that survive a power cut: file synced, renamed into place, directory synced.</summary>
public static class Durable
{
    private const int BufferSize = 1 << 16;

    /// <summary>Replaces a file's content in one step: readers see the old text or the new, nothing between.</summary>
    public static void Write(string path, string text) =>
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <inheritdoc cref="Write(string, string)"/>
    /// <param name="path">Absolute.</param>
    /// <param name="write">Writes the content; the stream is buffered and goes forward only.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var directory = Path.GetDirectoryName(path)!;
        Disk.MakeDirectories(directory);
        var temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = Disk.OpenWrite(temporary, FileMode.CreateNew))
            {
                using (var stream = new BufferedStream(new Writing(file, temporary), BufferSize))
                    write(stream);
                Disk.Sync(file, temporary);
            }
            Disk.Rename(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        Disk.Sync(directory);
    }

    /// <summary>Appends to a file through <see cref="Disk"/>.</summary>
    private sealed class Writing(SafeFileHandle file, string path) : Stream
    {
        private long _length;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Disk.Write(file, path, buffer, _length);
            _length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) =>
            Write(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) =>
            throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
