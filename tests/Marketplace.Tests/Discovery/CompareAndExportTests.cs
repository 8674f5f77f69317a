using System.Security.Cryptography;
using System.Text;
using Marketplace.Api;
using Marketplace.Discovery.Compare;
using Marketplace.Discovery.Export;
using Xunit;

namespace Marketplace.Discovery;

public sealed class CompareAndExportTests
{
    private static readonly ListedPrice hourly = new("per_hour", "per_unit", 80_000, null, "CNY", "hour");
    private static readonly ListedPrice daily = new("per_day", "per_unit", 480_000, null, "CNY", "day");

    [Fact]
    public void Hours_and_days_are_comparable_and_the_assumption_is_printed()
    {
        var compared = NormalisePrices.Of([hourly, daily]);
        Assert.Equal([80_000m, 60_000m], compared.Prices.Select(p => p.Amount));
        Assert.Contains("8 hours", compared.Assumption!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_alone_need_no_assumption() => Assert.Null(NormalisePrices.Of([daily, daily]).Assumption);

    [Fact]
    public void Nothing_else_is_comparable()
    {
        ListedPrice perSample = new("per_item", "per_unit", 100, null, "CNY", "per sample");
        foreach (var other in new[] { hourly with { Currency = "USD" }, new("fixed", "fixed", 100, null, "CNY", null), perSample, perSample with { Unit = "per piece" } })
            Assert.Null(NormalisePrices.Of([perSample with { Unit = "per batch" }, perSample with { Unit = "per batch" }, other]).Prices[2].Amount);
        Assert.Equal(100m, NormalisePrices.Of([perSample, perSample with { Unit = " Per  Sample" }]).Prices[1].Amount);
        Assert.Equal("on request", NormalisePrices.Of([perSample, null]).Prices[1].Text.En);
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  @SUM(A1)", "\"'  @SUM(A1)\"")]
    [InlineData("-5", "\"'-5\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("铅", "铅")]
    [InlineData(null, "")]
    public void A_cell_is_text_and_nothing_else(string? value, string cell) => Assert.Equal(cell, CsvTable.Cell(value));

    [Fact]
    public void The_last_row_is_the_hash_of_all_before_it()
    {
        var (bytes, hash) = new CsvTable().Row("a", "b").Row("=x", "y").Seal();
        var text = Encoding.UTF8.GetString(bytes.AsSpan(3));
        var content = text[..text.IndexOf("SHA-256", StringComparison.Ordinal)];
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))));
        Assert.EndsWith($"SHA-256,{hash}\r\n", text, StringComparison.Ordinal);
    }
}
