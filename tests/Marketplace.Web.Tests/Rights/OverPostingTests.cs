using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Listings.Draft;
using Marketplace.Orders;
using Marketplace.Orders.Ask;
using Marketplace.Orders.Messages;
using Marketplace.Orders.Negotiate;
using Marketplace.Orders.Place;
using Marketplace.Orders.Samples;
using Marketplace.Orders.Work;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Marketplace.Web.Naughty;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Rights;

/// <summary>Everything that is written is sent every field of what is stored (ASVS 15.3.3): nothing beyond the contract is taken.</summary>
public sealed class OverPostingTests(SmallMarket market, ITestOutputHelper output) : IClassFixture<SmallMarket>
{
    private const string Marker = "overposted";

    // What is sent is looked at before what it is sent about.
    private const string NoOrder = "ord_00000000000000000000000000", NoOffer = "ofr_00000000000000000000000000";

    [Fact]
    public async Task No_member_of_an_entity_is_taken_by_the_API_that_its_contract_does_not_have()
    {
        var log = market.Site.Services.GetRequiredService<IEventLog>();
        var draft = await market.NewListing();
        (string Method, string Path, Func<JsonObject> Body, Type Contract, Type Entity)[] writes =
        [
            ("POST", "/api/v1/providers", CertificateBodies.Provider, typeof(ProviderInput), typeof(Provider)),
            ("POST", $"/api/v1/providers/{market.Provider}/certificates", market.CertificateBody, typeof(CertificateInput), typeof(Certificate)),
            ("PUT", $"/api/v1/certificates/{market.Certificate}", market.CertificateBody, typeof(CertificateInput), typeof(Certificate)),
            ("POST", "/api/v1/listings", market.ListingBody, typeof(NewListing), typeof(Listing)),
            ("PUT", $"/api/v1/listings/{draft}", market.ListingBody, typeof(NewListing), typeof(Listing)),
            ("POST", "/api/v1/orders", () => new() { ["listing"] = market.Published, ["invoiceTitle"] = "Jingwei" }, typeof(PlaceInput), typeof(Order)),
            ("POST", "/api/v1/offers", () => new() { ["listing"] = market.Published, ["scope"] = "Ten samples" }, typeof(AskInput), typeof(Offer)),
            ("POST", $"/api/v1/offers/{NoOffer}/versions", () => new() { ["milestones"] = new JsonArray(), ["currency"] = "CNY" }, typeof(OfferInput), typeof(OfferVersion)),
            ("POST", $"/api/v1/offers/{NoOffer}/accept", () => new() { ["invoiceTitle"] = "Jingwei" }, typeof(AcceptInput), typeof(Order)),
            ("POST", $"/api/v1/offers/{NoOffer}/messages", () => new() { ["text"] = "Which rice?" }, typeof(MessageInput), typeof(OfferMessage)),
            ("POST", $"/api/v1/offers/{NoOffer}/decline", () => new() { ["reason"] = "Too dear" }, typeof(DeclineInput), typeof(Offer)),
            ("POST", $"/api/v1/orders/{NoOrder}/milestones/1/files", () => new() { ["name"] = "a.pdf", ["content"] = "" }, typeof(FileInput), typeof(Deliverable)),
            ("POST", $"/api/v1/orders/{NoOrder}/samples", () => new() { ["identifier"] = "R-1" }, typeof(SampleInput), typeof(Sample)),
            ("POST", $"/api/v1/orders/{NoOrder}/samples/1/receive", () => new() { ["condition"] = "damaged" }, typeof(SampleMoveBody), typeof(SampleStep)),
            ("POST", $"/api/v1/orders/{NoOrder}/messages", () => new() { ["text"] = "Which rice?" }, typeof(OrderMessageInput), typeof(OrderMessage)),
            ("POST", $"/api/v1/orders/{NoOrder}/messages/read", () => new() { ["number"] = 1 }, typeof(ReadInput), typeof(Conversation)),
        ];
        var sent = 0;
        foreach (var (method, path, body, contract, entity) in writes)
            foreach (var member in Members(entity).Except(Members(contract)).Append("version").Append("organisation"))
            {
                var head = await log.Head();
                var over = body();
                over[member] = Marker;

                var answer = await market.Change(new HttpMethod(method), path, 1, over);
                var said = await answer.Content.ReadAsStringAsync();

                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest && said.Contains($"\"{member}\"", StringComparison.Ordinal), $"{method} {path} with {member}: {(int)answer.StatusCode} {said}");
                Assert.Equal(head, await log.Head());
                sent++;
            }

        output.WriteLine($"{sent} members sent beyond their contracts, none taken");
        Assert.True(sent >= 40, $"only {sent}");
    }

    [Fact]
    public async Task No_field_of_an_entity_is_taken_by_a_form_that_does_not_show_it()
    {
        var draft = await market.NewListing();
        using var editor = await market.Site.Acting($"editor-{market.Provider}");
        var pages = new[] { $"/providers/{market.Provider}/edit", $"/certificates/{market.Certificate}/edit", $"/listings/{draft}/edit/service", $"/listings/{draft}/edit/evidence" };
        var sent = 0;
        foreach (var page in pages)
        {
            var before = await Stored(draft);
            var form = HtmlForm.Of(await editor.GetStringAsync(page)).First(it => it.Free.Count > 0);
            var shown = form.Free.Concat(form.Hidden).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var over = Extra().Where(it => !shown.Any(name => name == it.Key || name.StartsWith(it.Key + ".", StringComparison.OrdinalIgnoreCase) || name.StartsWith(it.Key + "[", StringComparison.OrdinalIgnoreCase))).ToList();
            sent += over.Count;

            var answer = await editor.PostAsync(page, form.InParts([.. over, new("do", "save"), new("action", "save")]));

            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{page}: {(int)answer.StatusCode}");
            Assert.True(JsonNode.DeepEquals(before, await Stored(draft)), $"{page} took more than it shows: {await Stored(draft)}");
        }

        output.WriteLine($"{sent} fields sent beyond the forms, none taken");
        Assert.True(sent >= 60, $"only {sent}");
    }

    /// <summary>By their names in JSON.</summary>
    private static IEnumerable<string> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(it => it.GetMethod is not null).Select(it => JsonNamingPolicy.CamelCase.ConvertName(it.Name)).Distinct();

    /// <summary>Every field of what is stored, bare and under the names that a form or a binder might give its object.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Extra() =>
        from type in new[] { typeof(Provider), typeof(Certificate), typeof(Listing), typeof(Organisation), typeof(Membership) }
        from member in Members(type)
        from name in new[] { member, $"input.{member}", $"Form.{member}", $"{type.Name}.{member}", $"listing[{member}]" }
        select new KeyValuePair<string, string>(name, member switch { "verification" => "register_checked", "status" => "published", _ => Marker });

    /// <summary>What the forms could change, but for when it was saved and that it was.</summary>
    private async Task<JsonArray> Stored(string listing)
    {
        using var scope = market.Site.Services.CreateScope();
        var from = scope.ServiceProvider;
        var all = new JsonArray(
            JsonSerializer.SerializeToNode((await from.GetRequiredService<IProviders>().Find(ProviderId.From(market.Provider)))!.Value, MarketJson.Options),
            JsonSerializer.SerializeToNode((await from.GetRequiredService<ICertificates>().Find(CertificateId.From(market.Certificate)))!.Value, MarketJson.Options),
            JsonSerializer.SerializeToNode((await from.GetRequiredService<IListings>().Find(ListingId.From(listing)))!.Value, MarketJson.Options));
        foreach (var node in all) node!.AsObject().Remove("savedAt");
        return all;
    }
}
