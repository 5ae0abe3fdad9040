namespace Sluice.Workers.Augmentation.Methods;

/// <summary>
/// A method whose arguments are read and right, but which is not built yet: building may load tables or WordNet.
/// </summary>
internal delegate ITextMethod MethodPlan(MethodResources resources);
