using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.Rigs;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.KillRunner;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>
/// SIGKILL of the site in the middle of deals, while the fake of Stripe stays: people order, pay, deliver, accept, dispute and give up, and the way to the
/// fake and back is bad. Nothing acknowledged is lost, nothing happens twice at the provider of payments, and the books come to what it has.
/// </summary>
public sealed class OrderKills(ITestOutputHelper output)
{
    private static readonly TimeSpan drainsWithin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan sweep = TimeSpan.FromMinutes(11);
    private readonly Random random = new(20261130);

    [Fact]
    public Task The_embedded_site_is_killed_in_the_middle_of_deals() => Run(new OrdersInFolder(), "site with SQLite killed amid deals", usual: 20, full: 200);

    [Fact]
    public Task A_site_on_MongoDB_is_killed_in_the_middle_of_deals() => Run(new OrdersInMongo(), "site on MongoDB killed amid deals", usual: 1, full: 50);

    private async Task Run(OrderSite where, string fault, int usual, int full)
    {
        await using var _ = where;
        await using var stripe = await FakeStripeProcess.Start();
        var fake = stripe.Client;
        await fake.TellAgainAfter(1);
        await fake.TopUp(100_000_000, "cny");
        string[] settings = [.. stripe.Settings, "--Orders:RiskDelayHours=0"];
        var site = await Started();
        try
        {
            var (provider, listing) = await OrderSetup.Make(site.Address, fake);
            await fake.Make(new FakeTrouble(Seed: 115, OnTheWay: 0.02, Lost: 0.05, Late: 0.2, LateSeconds: 2, Twice: 0.1, Forged: 0.02));
            var deals = new DealBook(listing);
            var people = await OrderingPeople.SignIn(site.Address, provider);
            var aftermath = new OrderAftermath(deals);
            var (rounds, acknowledged, cut) = (Rounds(usual, full), 0, 0);
            for (var round = 1; round <= rounds; round++)
            {
                var load = new OrderingLoad(people, deals, begins: true);
                var inFlight = await load.RunUntilKilled(site, random.Next(1, 50), TimeSpan.FromMilliseconds(random.Next(50)));
                people.Dispose();
                await site.DisposeAsync();
                (acknowledged, cut) = (acknowledged + load.Acknowledged, cut + inFlight);

                site = await Started();
                people = await OrderingPeople.SignIn(site.Address, provider);
                await aftermath.Everything_acknowledged_is_there(people);
                FaultTable.Row(output, fault, round, load.Acknowledged, inFlight, string.Create(CultureInfo.InvariantCulture, $"0 lost; {deals.All.Count} deals, {deals.All.Count(it => it.Over)} over"));
            }
            Assert.True(cut >= rounds, $"Only {cut} requests were cut off in {rounds} rounds.");
            await Drain(site, fake, new OrderingLoad(people, deals, begins: false), deals);
            await aftermath.Everything_acknowledged_is_there(people);
            people.Dispose();
            var counts = "";
            await where.Read(async records =>
            {
                var books = new OrderBooks(records, fake, deals);
                await aftermath.Every_deal_came_to_its_end(books.Tell);
                counts = await books.Hold(now => Set(site, fake, now));
            });
            FaultTable.Row(output, fault + ", then quiet", rounds, acknowledged, cut, counts);
        }
        finally
        {
            await site.DisposeAsync();
        }

        async Task<SiteProcess> Started()
        {
            var started = await where.Start(settings);
            await fake.Tell(started.Address);
            return started;
        }
    }

    /// <summary>Nobody begins anything, nothing fails, and time goes on where it is waited for: what a killed site held, and what was never told.</summary>
    private static async Task Drain(SiteProcess site, FakeStripeClient fake, OrderingLoad load, DealBook deals)
    {
        await fake.Make(new FakeTrouble());
        var waited = Stopwatch.StartNew();
        await load.RunUntil(async () =>
        {
            if (deals.All.All(it => it.Over || it.Wrong is not null)) return true;
            if (waited.Elapsed > patience)
            {
                await Set(site, fake, DateTimeOffset.FromUnixTimeSeconds((await fake.State()).Now) + sweep);
                waited.Restart();
            }
            return false;
        }, drainsWithin);
    }

    private static async Task Set(SiteProcess site, FakeStripeClient fake, DateTimeOffset now)
    {
        using var anybody = await OrderingPerson.SignIn(site.Address, "buyer");
        Assert.Equal(200, (await anybody.Post("/dev/clock", null, null, new JsonObject { ["now"] = now })).Status);
        await fake.Set(now);
    }

    /// <summary>As many as <c>MARKETPLACE_ORDER_KILLS</c> says, else as belongs to the run.</summary>
    private static int Rounds(int usual, int full) => int.TryParse(Environment.GetEnvironmentVariable("MARKETPLACE_ORDER_KILLS"), CultureInfo.InvariantCulture, out var wanted) ? wanted
        : LongForms.Wanted ? full : usual;
}
