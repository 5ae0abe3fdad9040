using Cake.Frosting;

namespace Sluice.TestHost;

/// <summary>One side of what Join joins.</summary>
[TaskName("Left")]
[TaskDescription("stages/Left.json of the workspace")]
public sealed class LeftTask : DescribedTask;
