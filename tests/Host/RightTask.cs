using Cake.Frosting;

namespace Sluice.TestHost;

/// <summary>The other side of what Join joins.</summary>
[TaskName("Right")]
[TaskDescription("stages/Right.json of the workspace")]
public sealed class RightTask : DescribedTask;
