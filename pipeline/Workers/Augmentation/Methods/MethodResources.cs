using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>What methods share within one process: the WordNet file, loaded by the first that needs it. Thread-safe.</summary>
public sealed class MethodResources
{
    private readonly Lazy<Thesaurus> _thesaurus;

    public MethodResources() =>
        _thesaurus = new(() => new Thesaurus(WordNet.Load(WordNetPath ?? "(no path)")));

    /// <summary>The file that <see cref="WordNetCompiler"/> wrote, or null where there is none.</summary>
    public string? WordNetPath { get; init; }

    /// <summary>Receives what external methods write on stderr, each line after the method's id. Made thread-safe here.</summary>
    public TextWriter ExternalLog { get; init; } = TextWriter.Null;

    /// <summary>Where no time-out is configured.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an external method may take for one text, its start included.</summary>
    public TimeSpan ExternalTimeout { get; init; } = DefaultTimeout;

    /// <exception cref="Engine.UserError">The file is missing, damaged, or of another version.</exception>
    internal Thesaurus Thesaurus => _thesaurus.Value;
}
