using Marketplace.Web;
using Xunit;

namespace Marketplace.Providers;

/// <summary>The checklist as a provider's people and the operator see it.</summary>
public sealed class OnboardingPageTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    [Fact]
    public async Task Its_people_and_the_operator_read_the_same_list_and_nobody_else_does()
    {
        var page = $"/providers/{market.Provider}";
        var editor = await market.Site.Acting($"editor-{market.Provider}");
        foreach (var seen in new[] { await editor.GetStringAsync("/provider/listings"), await editor.GetStringAsync(page), await market.Operator.GetStringAsync(page) })
        {
            Assert.Contains("Ready for the market", seen);
            // The number, a certificate that was checked, a published listing, and no payout account, which simulated money needs not; its site has no address, and whether a demo person has a second factor nobody knows.
            Assert.Contains("4 of 6 done", seen);
            Assert.Contains("1 of 1 sites have no address", seen);
            Assert.Contains($"href=\"{page}/edit\"", seen);
        }

        foreach (var other in new[] { market.Site.Visitor(), await market.Site.Acting("buyer") })
            Assert.DoesNotContain("Ready for the market", await other.GetStringAsync(page));
    }
}
