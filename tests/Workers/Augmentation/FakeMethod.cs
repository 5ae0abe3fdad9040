using Sluice.Workers.Augmentation;
using Sluice.Workers.Augmentation.Rows;

namespace Sluice.Tests.Workers.Augmentation;

/// <summary>A method made of a function; counts how often it is asked.</summary>
internal sealed class FakeMethod(Func<string, RowRandom, string?> rewrite) : ITextMethod
{
    public FakeMethod(Func<string, string?> rewrite)
        : this((text, _) => rewrite(text)) { }

    public string Id => "fake";

    public int Calls { get; private set; }

    public string? Apply(string text, RowRandom random)
    {
        Calls++;
        return rewrite(text, random);
    }
}
