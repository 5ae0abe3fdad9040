using Cake.Frosting;

namespace Sluice.TestHost;

/// <summary>The second of a chain.</summary>
[TaskName("Two")]
[TaskDescription("stages/Two.json of the workspace, after One")]
[IsDependentOn(typeof(OneTask))]
public sealed class TwoTask : DescribedTask;
