using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.KillRunner;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>One firm with a listing that can be ordered at its price, and an account that can be paid.</summary>
internal static class OrderSetup
{
    public static async Task<(string Provider, string Listing)> Make(Uri site, FakeStripeClient fake)
    {
        using var client = await SiteClient.SignIn(site);
        var provider = (await client.RegisterProvider("DEMO HRB 1")).Id;
        var listing = await client.Publish("publish", await client.Draft("draft", provider, "ordered"));
        using var editor = await OrderingPerson.SignIn(site, $"editor-{provider}");
        await editor.Browser.PostForm($"/provider/orders/settings?provider={provider}", "selling", ("vat", "6"), ("reviewDays", "7"));
        var page = await editor.Browser.PostForm($"/provider/payouts?provider={provider}", "payout", ("country", "DE"));
        Assert.StartsWith(fake.Address.ToString(), page.Headers.Location!.ToString(), StringComparison.Ordinal);
        await fake.Finish((await fake.State()).Of("account").Single().Id);
        // The page asks anew how the account stands.
        Assert.DoesNotContain("tos_acceptance.date", await editor.Browser.GetStringAsync($"/provider/payouts?provider={provider}"));
        return (provider, listing.Id);
    }
}
