using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Sluice.Engine;

namespace Sluice.Tasks.Develop;

/// <summary>How many tests passed, failed and were skipped, from xunit's XML report.</summary>
public sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>Reads a report; errors outside tests count as failures.</summary>
    /// <exception cref="UserError">There is none: the test program did not end by itself.</exception>
    public static TestCounts Read(string file)
    {
        try
        {
            var assemblies = XDocument.Load(file).Root!.Elements("assembly").ToList();
            int Sum(string name) =>
                assemblies.Sum(a =>
                    int.Parse(a.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture)
                );
            return new TestCounts(Sum("passed"), Sum("failed") + Sum("errors"), Sum("skipped"));
        }
        catch (Exception e) when (e is IOException or XmlException)
        {
            throw new UserError($"Test: no report of the tests ({e.Message})", ExitCode.UnitFailed);
        }
    }

    /// <summary>"N passed, N failed", and ", N skipped" when there are any.</summary>
    public override string ToString() =>
        $"{Passed} passed, {Failed} failed{(Skipped > 0 ? $", {Skipped} skipped" : "")}";
}
