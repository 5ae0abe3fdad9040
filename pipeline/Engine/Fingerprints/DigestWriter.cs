using System.Security.Cryptography;
using System.Text;

namespace Sluice.Engine.Fingerprints;

/// <summary>SHA-256 over names and values as they come, however many: nothing is put together in memory.</summary>
internal sealed class DigestWriter : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _line = new byte[512];

    /// <summary>A name and its value, the name with its length before it.</summary>
    public void Add(string name, string value)
    {
        var text = $"{name.Length}:{name}={value}\n";
        // No character takes more than three bytes of UTF-8.
        if (_line.Length < text.Length * 3)
            _line = new byte[text.Length * 3];
        _hash.AppendData(_line, 0, Encoding.UTF8.GetBytes(text, _line));
    }

    /// <summary>64 hex digits.</summary>
    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
