using System.Globalization;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>The rows that <c>./faults</c> prints: one a fault and round, written to the file that <c>MARKETPLACE_FAULT_TABLE</c> names.</summary>
internal static class FaultTable
{
    private static readonly Lock gate = new();

    public static void Row(ITestOutputHelper output, string fault, int round, int acknowledged, int inFlight, string result)
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"{fault} | round {round} | {acknowledged} acknowledged | {inFlight} in flight | {result}");
        output.WriteLine(row);
        if (Environment.GetEnvironmentVariable("MARKETPLACE_FAULT_TABLE") is not { Length: > 0 } file) return;
        lock (gate) File.AppendAllText(file, row + "\n");
    }
}
