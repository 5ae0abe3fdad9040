using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Tasks;

/// <summary>Cake's plain report in place of the one that draws tables: starting that one costs 45 ms.</summary>
internal static class PlainReport
{
    public static IServiceCollection UsePlainReport(this IServiceCollection services) =>
        services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
}
