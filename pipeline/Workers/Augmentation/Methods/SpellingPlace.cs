namespace Sluice.Workers.Augmentation.Methods;

/// <summary>Where in a word a <see cref="SpellingRule"/> applies.</summary>
internal enum SpellingPlace
{
    Anywhere,
    Start,
    End,
}
