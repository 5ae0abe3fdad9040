using Sluice.Workers.Augmentation.Methods.Substitutions;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Augmentation.Methods;

/// <summary>What methods share within one process: the WordNet file and the input's words, loaded by the first that needs them. Thread-safe.</summary>
public sealed class MethodResources
{
    private readonly Lazy<Thesaurus> _thesaurus;
    private readonly Lazy<Vocabulary> _vocabulary;

    public MethodResources()
    {
        _thesaurus = new(() => new Thesaurus(WordNet.Load(WordNetPath ?? "(no path)")));
        _vocabulary = new(() => Vocabulary.Of(Texts()));
    }

    /// <summary>The texts of the whole input, for methods that draw from its words; read once, when first needed.</summary>
    internal Func<IEnumerable<string>> Texts { get; init; } = () => [];

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

    /// <summary>The words of <see cref="Texts"/>.</summary>
    internal Vocabulary Vocabulary => _vocabulary.Value;
}
