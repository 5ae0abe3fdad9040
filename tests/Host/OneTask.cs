using Cake.Frosting;

namespace Sluice.TestHost;

/// <summary>The first of a chain.</summary>
[TaskName("One")]
[TaskDescription("stages/One.json of the workspace")]
public sealed class OneTask : DescribedTask;
