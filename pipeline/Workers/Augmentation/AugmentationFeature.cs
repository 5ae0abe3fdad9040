using Sluice.Engine.Commands;
using Sluice.Engine.Features;
using Sluice.Workers.Augmentation.Manifests;

namespace Sluice.Workers.Augmentation;

/// <summary>Text augmentation, one dataset a combo of methods, and the merge of the shards' manifests.</summary>
public sealed class AugmentationFeature : Feature
{
    /// <inheritdoc/>
    public override IReadOnlyList<Section> Sections { get; } =
    [Section.Of<AugmentSettings>("augment")];

    /// <inheritdoc/>
    public override IReadOnlyList<OptionSpec> Options { get; } =
    [
        new("--keep-shards", null, "keep the shards' manifests after the merge")
        {
            Setting = "augment.merge.keep_shards",
        },
        new("--output-root", "DIR", "where Augment writes")
        {
            Setting = "augment.output_root",
            IsPath = true,
        },
        new("--output-name", "FILE", "name of the merged manifest")
        {
            Setting = "augment.merge.output_name",
        },
        new("--confirm-powerset", null, "really run every combination of the methods")
        {
            Setting = "augment.combos.confirm_powerset",
        },
        new("--combo-mode", "MODE", "singletons, bounded_k or all")
        {
            Setting = "augment.combos.mode",
        },
        new("--max-combo-size", "K", "with bounded_k: most methods in a combo")
        {
            Setting = "augment.combos.max_size",
        },
        new("--input", "FILE", "your own CSV of texts")
        {
            Setting = "augment.input",
            IsPath = true,
        },
        new("--text-col", "NAME", "the input's text column") { Setting = "augment.text_column" },
        new("--evidence-col", "NAME", "the input's evidence column")
        {
            Setting = "augment.evidence_column",
        },
        new("--variants-per-sample", "N", "augmented texts wanted for each row")
        {
            Setting = "augment.variants_per_sample",
        },
        new("--quality-min-sim", "S", "least similarity of the quality gate")
        {
            Setting = "augment.quality.min_sim",
        },
        new("--quality-max-sim", "S", "most similarity of the quality gate")
        {
            Setting = "augment.quality.max_sim",
        },
        new("--methods-yaml", "FILE", "your own table of methods")
        {
            Setting = "augment.methods_file",
            IsPath = true,
        },
        new("--num-proc", "N", "rows done at once within a combo") { Setting = "augment.num_proc" },
        new("--seed", "N", "seed of the augmentation") { Setting = "augment.seed" },
    ];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> FormerOptions { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--label-col"] = "all columns of the input stand in the datasets; leave it out",
            ["--id-col"] = "all columns of the input stand in the datasets; leave it out",
            ["--shard-index"] = "one call starts all shards: --shards N",
            ["--follow"] = "a run shows its progress; from elsewhere write --target=Status",
            ["--interval"] = "a run shows its progress; from elsewhere write --target=Status",
            ["--log-dir"] = "logs are in logs/ of the workspace; write --workspace DIR",
        };

    /// <inheritdoc/>
    public override void Register(WorkerRegistry workers) =>
        workers
            .Add(AugmentStage.Worker, () => new AugmentWorker())
            .Add(MergeManifestsStage.Worker, () => new MergeManifestsWorker());
}
