namespace Sluice.Workers.Augmentation.Methods.Substitutions;

/// <summary>Where in a word a <see cref="SpellingRule"/> applies.</summary>
internal enum SpellingPlace
{
    Anywhere,
    Start,
    End,
}
