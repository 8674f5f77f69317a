using System.Text.Json;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Orders;
using Marketplace.Orders.Place;
using Marketplace.Providers;
using Marketplace.Rigs.KillRunner;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Orders;

/// <summary>A firm, its listing at a published price, and somebody who orders it.</summary>
internal sealed class BenchMarket(IServiceProvider services)
{
    /// <summary>The question that a price at which one can order must answer.</summary>
    private const string PublishedTax = "tax_included";

    private readonly MarketClock clock = services.GetRequiredService<MarketClock>();

    public Actor Buyer { get; } = new(new Person("wang", Bilingual.Same("Wang")), new ActingFor(OrganisationId.New(DateTimeOffset.UnixEpoch), Bilingual.Same("Institute"), [Role.Buyer], []), Strength.Passkey);

    public ListingId Listing { get; private set; }

    public ProviderId Provider { get; private set; }

    public async Task Open()
    {
        var now = clock.Now;
        Provider = ProviderId.New(now);
        var firm = FirmNamed(Provider, now);
        var answers = ConformingListing.Answers("bench").Deserialize<Answers>(MarketJson.Options)!.With("class_code", JsonSerializer.SerializeToElement(ConformingListing.Class))
            .With(PublishedTax, JsonSerializer.SerializeToElement(true));
        var content = new ListingContent(ConformingListing.Class, 1, answers, [], []);
        var judged = services.GetRequiredService<ListingConformity>().Judge(content, [], clock.Today);
        var listing = Marketplace.Listings.Listing.Start(Provider, content, now).Publish(judged, now).Value;
        Listing = listing.Id;
        await services.Write(
        [
            StoredAs<Provider>.Write(Provider.Value, firm, 0), StoredAs<Listing>.Write(listing.Id.Value, listing, 0), StoredAs<SellingTerms>.Write(Provider.Value, new SellingTerms(600, 7), 0),
        ], now);
    }

    public static Provider FirmNamed(ProviderId id, DateTimeOffset now) => new()
    {
        Id = id, Name = Bilingual.Same("Firm"), Country = "DE", RegistrationNumber = id.Value, Size = SizeBand.Small, Sites = [], Contact = new Contact(null, "firm@example.com", null, null), Languages = ["en"], SavedAt = now,
    };

    /// <summary>As a request does it: with parts of its own.</summary>
    public async Task<OrderId> Place()
    {
        using var scope = services.CreateScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<PlaceOrder>().Run(Buyer, new PlaceInput(Listing, InvoiceTitle: "Institute"));
        return outcome.Is(out var placed, out var refusal) ? placed.Answer!.Id : throw new InvalidOperationException(refusal.First.Message.En);
    }
}

internal static class Stored
{
    public static async Task Write(this IServiceProvider services, IReadOnlyList<Write> writes, DateTimeOffset at)
    {
        if (!(await services.GetRequiredService<IStore>().Commit(new Changes(writes, [], at))).Is(out _, out var refusal)) throw new InvalidOperationException(refusal.First.Message.En);
    }
}
