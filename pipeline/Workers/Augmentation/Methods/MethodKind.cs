namespace Sluice.Workers.Augmentation.Methods;

/// <summary>One value of a row's <c>kind</c>.</summary>
internal sealed record MethodKind
{
    /// <summary>Reads the arguments, cheaply; null where there is no built-in implementation.</summary>
    public Func<MethodArguments, MethodPlan>? Plan { get; init; }

    /// <summary>Whether it looks words up in the compiled WordNet.</summary>
    public bool NeedsWordNet { get; init; }

    /// <summary>Whether it draws from the words of the whole input.</summary>
    public bool NeedsVocabulary { get; init; }

    /// <summary>What a kind without an implementation would need, e.g. "masked language model".</summary>
    public string? Lacks { get; init; }
}
