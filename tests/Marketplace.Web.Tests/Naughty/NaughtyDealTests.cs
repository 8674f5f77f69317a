using Marketplace.Disputes;
using Marketplace.Rigs;
using Xunit;

namespace Marketplace.Web.Naughty;

/// <summary>Naughty strings in every field of what the two sides of a deal fill in, one field at a time: each is taken or refused, and nothing breaks.</summary>
public sealed class NaughtyDealTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    [Fact]
    public async Task In_samples_changes_messages_invoices_and_orders()
    {
        var some = await SomeDispute.Between(market);
        var order = await some.Delivered();
        await Bent(some.Buyer, $"/orders/{order}/samples");
        await Bent(some.Buyer, $"/orders/{order}/samples?sample=1&act=Send");
        await Bent(some.Editor, $"/orders/{order}/samples?sample=1&act=Receive");
        await Bent(some.Editor, $"/orders/{order}/changes/new", new KeyValuePair<string, string>("do", "preview"));
        await Bent(some.Buyer, $"/orders/{order}/messages");
        await Bent(some.Editor, $"/orders/{order}/milestones/1/invoices");
        await Bent(some.Buyer, $"/listings/{market.Published}/ask");
        await Bent(some.Buyer, $"/listings/{market.Published}/order");
    }

    private static async Task Bent(HttpClient who, string page, params KeyValuePair<string, string>[] button)
    {
        var sent = await FormTrial.OneByOne(who, page, NaughtyStrings.Chosen.Turn(0, of: 3), button);
        Assert.True(sent > 2, $"{page} has hardly anything to fill in.");
    }
}
