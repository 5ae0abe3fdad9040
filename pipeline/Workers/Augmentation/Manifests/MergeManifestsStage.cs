using Sluice.Engine.Graph;
using Sluice.Engine.Ledgers;
using Sluice.Engine.Planning;

namespace Sluice.Workers.Augmentation.Manifests;

/// <summary>Declares stage MergeManifests: one unit that turns all combos into one manifest.</summary>
public static class MergeManifestsStage
{
    /// <summary>What plans call the worker.</summary>
    public const string Worker = "merge_manifests";

    /// <summary>Goes up when the same input and settings give other bytes.</summary>
    public const int Version = 1;

    /// <summary>The stage.</summary>
    /// <param name="settings">Section augment.merge.</param>
    /// <param name="augment">Stage Augment as planned now.</param>
    /// <param name="ledger">Its ledger.</param>
    /// <param name="limits">Section run.</param>
    public static DeclaredStage Declare(
        MergeSettings settings,
        Plan augment,
        Ledger ledger,
        RunLimits limits
    ) =>
        new()
        {
            Name = "MergeManifests",
            Workspace = augment.Stage.Workspace,
            OutputRoot = augment.Stage.OutputRoot,
            Worker = Worker,
            WorkerVersion = Version,
            Limits = limits,
            Upstream = [augment],
            Options = OrderedMap.Of(
                ManifestRecipe.Plan.Is(augment.File),
                ManifestRecipe.KeepShards.Is(settings.KeepShards)
            ),
            Units =
            [
                new Unit
                {
                    Key = settings.OutputName,
                    Outputs = settings.Dataset is { } dataset
                        ? [settings.OutputName, dataset]
                        : [settings.OutputName],
                    Parameters = OrderedMap.Of(
                        ManifestRecipe.Datasets.Is(Completeness.Digest(augment, ledger))
                    ),
                },
            ],
        };

    /// <summary>The statistics of a merged manifest, as lines.</summary>
    public static IEnumerable<string> Statistics(Stage stage) =>
        ManifestStatistics.Of(
            Path.Combine(stage.OutputRoot, stage.Units[0].Outputs[0]),
            stage.Workspace
        );
}
