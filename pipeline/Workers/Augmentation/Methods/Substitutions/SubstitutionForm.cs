namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>What may be written for a word.</summary>
/// <param name="Text">Inflected as the word.</param>
/// <param name="Weight">How often it is drawn, against the others.</param>
/// <param name="Senses">The senses of the word in which it may stand for it, a bit each.</param>
/// <param name="Needed">The least probability of these senses together, from 0 to 1.</param>
internal readonly record struct SubstitutionForm(
    string Text,
    int Weight,
    ulong Senses,
    double Needed
)
{
    /// <summary>The same form in other senses as well.</summary>
    public SubstitutionForm And(in SubstitutionForm other) =>
        new(
            Text,
            Math.Max(Weight, other.Weight),
            Senses | other.Senses,
            Math.Min(Needed, other.Needed)
        );
}
