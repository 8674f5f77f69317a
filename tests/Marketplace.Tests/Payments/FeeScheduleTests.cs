using Marketplace.Payments;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.Tests.Payments;

public sealed class FeeScheduleTests
{
    [Fact]
    public void A_provider_pays_what_was_agreed_with_it_else_what_its_family_pays_else_what_all_pay()
    {
        var schedule = Read(("Version", "3"), ("BasisPoints", "500"), ("TaxBasisPoints", "600"), ("Families:T", "250"), ("Providers:prv_9", "0"));

        Assert.Equal(new FeeTerms(3, 0, 600), schedule.For("T", "prv_9"));
        Assert.Equal(new FeeTerms(3, 250, 600), schedule.For("T", "prv_1"));
        Assert.Equal(new FeeTerms(3, 500, 600), schedule.For("B", "prv_1"));
    }

    [Theory]
    [InlineData("BasisPoints", "7.5")]
    [InlineData("BasisPoints", "-1")]
    [InlineData("TaxBasisPoints", "5001")]
    [InlineData("Version", "0")]
    [InlineData("Families:T", "five")]
    public void A_figure_that_is_none_stops_the_start_in_a_sentence(string setting, string value) =>
        Assert.StartsWith($"Payments:Fees:{setting} is '{value}'", Assert.Throws<SettingException>(() => Read((setting, value))).Message, StringComparison.Ordinal);

    private static FeeSchedule Read(params (string Setting, string Value)[] settings) => FeeSchedule.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(it => KeyValuePair.Create<string, string?>($"Payments:Fees:{it.Setting}", it.Value))).Build());
}
