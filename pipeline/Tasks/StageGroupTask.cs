using Cake.Frosting;
using Sluice.Driver;
using Sluice.Driver.Configuration;
using Sluice.Driver.Graph;

namespace Sluice.Tasks;

/// <summary>A task whose stages the configuration names: they run one after the other, as their order allows.</summary>
public abstract class StageGroupTask : AsyncFrostingTask<PipelineContext>, IStageGroup
{
    /// <summary>Its stages, each after those it depends on, with the names of these.</summary>
    public abstract IReadOnlyList<(StageTask Task, IReadOnlyList<string> After)> Stages(
        Settings settings
    );

    /// <summary>The sections of the configuration that name its stages.</summary>
    public virtual IReadOnlyList<string> Sections => [];

    /// <summary>Called before the first stage runs.</summary>
    protected virtual void Begin(Pipeline pipeline) { }

    IReadOnlyList<(IStageTask, IReadOnlyList<string>)> IStageGroup.StagesOf(Settings settings) =>
        [.. Stages(settings).Select(stage => ((IStageTask)stage.Task, stage.After))];

    /// <inheritdoc/>
    public sealed override async Task RunAsync(PipelineContext context)
    {
        Begin(context.Pipeline);
        foreach (var (task, _) in Stages(context.Pipeline.Settings))
            await task.RunAsync(context);
    }
}
