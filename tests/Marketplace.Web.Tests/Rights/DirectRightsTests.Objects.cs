using System.Reflection;
using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Disputes;
using Marketplace.Disputes.Draft;
using Marketplace.Disputes.Open;
using Marketplace.Disputes.Operate;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Identity.ActAs;
using Marketplace.Identity.Clients;
using Marketplace.Identity.Invitations;
using Marketplace.Identity.Organisations;
using Marketplace.Identity.SignIn;
using Marketplace.Inbox;
using Marketplace.Listings.Draft;
using Marketplace.Orders;
using Marketplace.Orders.Ask;
using Marketplace.Orders.Negotiate;
using Marketplace.Orders.Place;
using Marketplace.Orders.Settle;
using Marketplace.Providers;
using Marketplace.Providers.Register;
using Marketplace.Reports;
using Marketplace.Reports.Make;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Rights;

/// <summary>What the use cases are called on.</summary>
public sealed partial class DirectRightsTests
{
    /// <summary>What is changed by whoever may is made anew for each.</summary>
    private async Task<string> Object(string kind, Actor editor, Actor buyer)
    {
        if (kind == "offer") return (await Made<AskForOffer, OfferSaved>(it => it.Run(buyer, Ask(market.Published)))).Id.Value;
        if (kind == "order")
        {
            using var scope = market.Site.Services.CreateScope();
            await scope.ServiceProvider.GetRequiredService<SettleTerms>().Selling(editor, editor.Firms[0], 0, 600, 7);
            return (await Made<PlaceOrder, OrderSaved>(it => it.Run(buyer, Place(market.Published)))).Id.Value;
        }

        if (kind == "in:order") return await Object("order", editor, buyer);
        if (kind == "act")
        {
            var (about, now) = (OrderId.From(await Object("order", editor, buyer)), DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
            var act = new MoneyAct { Id = MoneyActId.New(now), Kind = MoneyActKind.Goodwill, Order = about, Milestone = 1, Amount = new Money(1, "CNY"), Reasons = "Late.", By = "zhou", At = now, SavedAt = now };
            Assert.True((await market.Site.Services.GetRequiredService<IStore>().Commit(new Changes([StoredAs<MoneyAct>.Write(act.Id.Value, act, 0)], [], now))).Succeeded);
            return act.Id.Value;
        }

        if (kind is "dispute" or "dispute-draft")
        {
            var about = OrderId.From(await Object("order", editor, buyer));
            return await RightsObjects.Dispute(market, about, kind == "dispute" ? DisputeState.Open : DisputeState.Draft);
        }

        if (kind == "invitation")
        {
            using var scope = market.Site.Services.CreateScope();
            var made = await scope.ServiceProvider.GetRequiredService<InvitePerson>().Run(editor, editor.For!.Id, $"p{Guid.NewGuid():N}@example.com", [Role.Buyer]);
            return $"{editor.For.Id.Value}/{made.Value.Value}";
        }

        if (kind == "client")
        {
            using var scope = market.Site.Services.CreateScope();
            var made = await scope.ServiceProvider.GetRequiredService<MakeClient>().Run(editor, editor.For!.Id, "Program", ["listings.read"]);
            return $"{editor.For.Id.Value}/{made.Value.Id.Value}";
        }

        if (kind == "person")
        {
            using var scope = market.Site.Services.CreateScope();
            var claims = new SignInClaims("https://issuer.example", Guid.NewGuid().ToString("N"), "Ann", $"p{Guid.NewGuid():N}@example.com", EmailVerified: true, "en");
            return (await scope.ServiceProvider.GetRequiredService<TakeSignIn>().Run(claims)).Value.Value;
        }

        if (kind == "report")
        {
            using var scope = market.Site.Services.CreateScope();
            var link = await scope.ServiceProvider.GetRequiredService<MakeReport>().Run(Actor.Anonymous, $"network {Guid.NewGuid():N}", Report(market.Published), Language.En);
            return scope.ServiceProvider.GetRequiredService<ReportSeal>().Open(link.Value)!.Value.Value;
        }

        return kind switch
        {
            "provider" or "in:provider" => market.Provider,
            "certificate" or "in:certificate" => await market.NewCertificate(),
            "published" or "in:listing" => market.Published,
            "draft" => await market.NewListing(),
            "organisation" => editor.For!.Id.Value,
            _ => "",
        };
    }

    private static string Never(string kind)
    {
        const string Never = "00000000000000000000000000";
        return kind switch
        {
            "provider" => ProviderId.Prefix + Never, "report" => ReportId.Prefix + Never, "offer" => OfferId.Prefix + Never, "order" => OrderId.Prefix + Never, "dispute" or "dispute-draft" => DisputeId.Prefix + Never, "act" => MoneyActId.Prefix + Never, "person" => PersonId.Prefix + Never, "certificate" => CertificateId.Prefix + Never, "organisation" => OrganisationId.Prefix + Never,
            "invitation" => $"{OrganisationId.Prefix}{Never}/{InvitationId.Prefix}{Never}", "client" => $"{OrganisationId.Prefix}{Never}/{ApiClientId.Prefix}{Never}", _ => ListingId.Prefix + Never,
        };
    }
}
