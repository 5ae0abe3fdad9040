namespace Sluice.Workers.Augmentation.Words;

/// <summary>What a word of a text is, and so what may be done to it.</summary>
internal enum WordKind
{
    /// <summary>Letters and their marks, with inner apostrophes: its characters may be edited, the whole replaced.</summary>
    Plain,

    /// <summary>Digits alone ("2019"): a number, which only methods for numbers or for misread characters change.</summary>
    Number,

    /// <summary>An address, name of an account, number with marks, version, path, code: copied whole, moved or deleted whole.</summary>
    Atom,
}
