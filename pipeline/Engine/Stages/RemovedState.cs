using Sluice.Engine.Graph;

namespace Sluice.Engine.Stages;

/// <summary>The state of a stage that somebody removed under a run: nothing can be recorded any more.</summary>
internal static class RemovedState
{
    /// <summary>What to tell of it; null while the state stands.</summary>
    /// <param name="stage">One that is being run, so that a plan of it was written.</param>
    public static string? Of(Stage stage) =>
        // Workers make the other directories anew; plans are written only before the first of them.
        Directory.Exists(stage.Paths.Plans)
            ? null
            : $"{stage.Name}: {ShownText.Of(stage.Shown(stage.Paths.Root))} was removed while it ran, and with it the record of what is done; let no unit remove it, and run again";
}
