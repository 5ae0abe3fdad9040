namespace Sluice.Engine.Ledgers;

/// <summary>
/// The names of a ledger's fields and kinds of lines, as docs/engine.md has them: the one place where
/// they are spelled. Short, since a ledger has them a million times over.
/// </summary>
internal static class LedgerNames
{
    /// <summary>The kind of a line: one of the four below, of an index, or of a newer version.</summary>
    public const string Kind = "t";

    /// <summary>A file's first line.</summary>
    public const string Header = "ledger";

    /// <summary>The line before a base file's tables, a header of its own.</summary>
    public const string Index = "index";

    /// <summary>Parts of fingerprints that many records share.</summary>
    public const string Shared = "shared";

    /// <summary>An attempt that did the unit.</summary>
    public const string Done = "done";

    /// <summary>An attempt that did not.</summary>
    public const string Failed = "failed";

    public const string Version = "version";
    public const string Id = "id";
    public const string Parts = "parts";
    public const string Unit = "u";
    public const string Fingerprint = "f";
    public const string Generation = "g";
    public const string At = "at";
    public const string Worker = "w";
    public const string Sequence = "i";
    public const string Attempt = "n";
    public const string Seconds = "s";

    /// <summary>Of a done record: the id of its <see cref="Shared"/> line.</summary>
    public const string SharedId = "shared";

    /// <summary>Of a done record: the parts of its own.</summary>
    public const string Own = "own";
    public const string Outputs = "out";
    public const string Exit = "exit";
    public const string Error = "error";
    public const string Log = "log";
}
