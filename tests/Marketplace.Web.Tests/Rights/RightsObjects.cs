using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Accreditation;
using Marketplace.Disputes;
using Marketplace.Orders;
using Marketplace.Rigs;
using Marketplace.Storage;
using Marketplace.Web.Clients;
using Marketplace.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Rights;

/// <summary>Everybody who calls, and what they call about.</summary>
internal sealed record RightsPeople(Dictionary<string, HttpClient> Clients, RightsObjects Objects, RightsObjects Suspended);

/// <summary>The things of one provider that the paths of the table stand for.</summary>
internal sealed partial class RightsObjects
{
    public const string SuspendedEditor = "editor of the suspended";
    public const string Erased = "erased";

    private static int firms = 4711;

    private readonly Dictionary<string, string> ids = [];
    private readonly SmallMarket market;
    private readonly string said;

    private RightsObjects(SmallMarket market, string provider, string certificate, string said)
    {
        (this.market, this.said) = (market, said);
        (ids["provider"], ids["certificate"]) = (provider, certificate);
    }

    public static async Task<RightsPeople> People(SmallMarket market)
    {
        var (foreign, suspended) = (await NewProvider(market), await NewProvider(market));
        var clients = new Dictionary<string, HttpClient> { ["visitor"] = market.Site.Visitor(), [Erased] = await Gone(market) };
        foreach (var (actor, person) in new[] { ("buyer", "buyer"), ("foreign", $"editor-{foreign}"), ("editor", $"editor-{market.Provider}"), (SuspendedEditor, $"editor-{suspended}"), ("operator", "operator"), ("auditor", "auditor") })
            clients[actor] = await market.Site.Acting(person);

        var own = new RightsObjects(market, market.Provider, market.Certificate, "");
        own.ids["published"] = market.Published;
        await own.Make();
        own.ids["second"] = await own.Published();
        await own.Deals(clients["buyer"], clients["editor"]);
        (own.ids["organisation"], own.ids["member"]) = (OrganisationLink().Match(await clients["editor"].GetStringAsync("/organisations")).Groups[1].Value, $"editor-{market.Provider}");
        var program = await MadeClient.By(clients["editor"], "listings.read", "listings.write", "certificates.read", "certificates.write", "providers.read", "providers.write", "orders.read", "orders.write", "payments.read");
        (own.ids["client"], clients["client"]) = (program.Id, market.Site.Visitor());
        clients["client"].DefaultRequestHeaders.Authorization = new("Bearer", await program.Token(market.Site.Visitor()));
        for (var i = 0; i < 200 && !(await clients["visitor"].GetAsync(own.Filled("/compare.csv?ids={published},{second}"))).IsSuccessStatusCode; i++) await Task.Delay(50);
        Assert.Equal(HttpStatusCode.Redirect, (await clients["buyer"].PostForm($"/reports/new?about={market.Published}", "report", ("reason", "Other"), ("text", "It is not so."))).StatusCode);
        own.ids["report"] = ReportLink().Match(await market.Operator.GetStringAsync("/operator/reports")).Groups[1].Value;

        var theirs = new RightsObjects(market, suspended, await market.NewCertificate(suspended), " (suspended)");
        theirs.ids["published"] = await theirs.Published();
        await theirs.Make();
        await theirs.Deals(clients["buyer"], clients[SuspendedEditor]);
        Assert.Equal(HttpStatusCode.Redirect, (await market.Operator.PostForm($"/providers/{suspended}/suspend", "suspend", ("reason", "Other"), ("text", "For the table."))).StatusCode);
        return new RightsPeople(clients, own, theirs);
    }

    public string Filled(string path, bool never = false)
    {
        foreach (var (name, id) in ids)
            path = path.Replace($"{{{name}}}", never && name != "member" ? id[..4] + new string('0', id.Length - 4) : id, StringComparison.Ordinal);
        return path;
    }

    /// <summary>What is changed by whoever may is made anew for each, so that each meets the first version.</summary>
    public async Task Renew(string path)
    {
        if (path.Contains("{draft}", StringComparison.Ordinal)) ids["draft"] = await NewListing();
        if (path.Contains("{certificate}", StringComparison.Ordinal)) ids["certificate"] = await market.NewCertificate(ids["provider"]);
    }

    public JsonObject Body(string kind) => kind switch
    {
        "provider" => CertificateBodies.Provider(),
        "certificate" => market.CertificateBody(),
        "listing" => market.ListingBody(ids["provider"], ids["certificate"]),
        "ask" => new() { ["listing"] = ids["published"], ["scope"] = "Ten samples" },
        "order" => new() { ["listing"] = ids["published"], ["invoiceTitle"] = "Jingwei" },
        "accept" => new() { ["version"] = 1, ["invoiceTitle"] = "Jingwei" },
        "file" => new() { ["name"] = "a.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) },
        "invoice" => new()
        {
            ["number"] = "26442", ["day"] = "2026-11-01", ["amount"] = new JsonObject { ["minor"] = 200_000, ["currency"] = "CNY" },
            ["file"] = new JsonObject { ["name"] = "a.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) },
        },
        "dispute" => new() { ["reason"] = "other", ["arguments"] = new JsonArray("It is not so."), ["remedy"] = "refundAll" },
        "evidence" => new() { ["argument"] = 1, ["name"] = "a.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) },
        "decision" => new() { ["release"] = 0, ["refund"] = 200_000, ["reasons"] = "It is not so." },
        "change" => new() { ["reason"] = "Later.", ["milestones"] = new JsonArray(new JsonObject { ["number"] = 1, ["net"] = 100_000 }) },
        "sample" => new() { ["identifier"] = "R-1" },
        "read" => new() { ["number"] = 1 },
        "text" => new() { ["text"] = "Which rice?" },
        "reason" => new() { ["reason"] = "Too dear" },
        "offer" => Offer(),
        _ => [],
    };

    public override string ToString() => said;

    private async Task Make()
    {
        ids["draft"] = await NewListing();
        ids["documented"] = await market.NewCertificate(ids["provider"]);
        ids["document"] = Convert.ToHexStringLower(SHA256.HashData(SampleFiles.Pdf()));
        var sent = new SentFile("document", "a.pdf", "application/pdf", SampleFiles.Pdf());
        Assert.Equal(HttpStatusCode.Redirect, (await market.Operator.PostForm($"/certificates/{ids["documented"]}/documents/new", "attach", sent)).StatusCode);
    }

    /// <summary>A request for an offer, with a file, an order that waits for the provider, and one that is in force, all of the buyer's.</summary>
    private async Task Deals(HttpClient buyer, HttpClient editor)
    {
        var settled = await editor.PostForm($"/provider/orders/settings?provider={ids["provider"]}", "selling", ("vat", "6"), ("reviewDays", "7"));
        Assert.Equal(HttpStatusCode.Redirect, settled.StatusCode);
        var asked = await buyer.PostForm($"/listings/{ids["published"]}/ask", "ask", new SentFile("attachments", "a.pdf", "application/pdf", SampleFiles.Pdf()), ("scope", "Ten samples"), ("quantity", "1"));
        ids["offer"] = asked.LeadsTo().Split('/', '?')[2];
        ids["order"] = await Placed(buyer);
        ids["running"] = await Placed(buyer);
        using var confirmed = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{ids["running"]}/confirm");
        confirmed.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        Assert.Equal(HttpStatusCode.OK, (await editor.SendAsync(confirmed)).StatusCode);
        using var proposed = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{ids["running"]}/changes") { Content = JsonContent.Create(Body("change")) };
        proposed.Headers.TryAddWithoutValidation("If-Match", "\"v2\"");
        Assert.Equal(HttpStatusCode.OK, (await editor.SendAsync(proposed)).StatusCode);
        ids["dispute"] = await Dispute(market, OrderId.From(ids["order"]), DisputeState.Open);
        ids["begun"] = await Dispute(market, OrderId.From(ids["order"]), DisputeState.Draft);
    }

    private async Task<string> Placed(HttpClient buyer)
    {
        var placed = await buyer.PostAsJsonAsync("/api/v1/orders", Body("order"));
        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        return (string)(await placed.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    /// <summary>One of the buyer's about an order, as if its milestone had been delivered.</summary>
    public static async Task<string> Dispute(SmallMarket market, OrderId about, DisputeState state)
    {
        using var scope = market.Site.Services.CreateScope();
        var (order, now) = ((await scope.ServiceProvider.GetRequiredService<IOrders>().Find(about))!.Value, DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()));
        var dispute = new Dispute
        {
            Id = DisputeId.New(now), Order = about, Milestone = 1, Buyer = order.Buyer, Provider = order.Provider, Title = order.Title, By = Side.Buyer, StartedBy = "buyer", Reason = DisputeReason.Other,
            Remedy = DisputeRemedy.RefundAll, Arguments = [new DisputeArgument(1, Side.Buyer, "buyer", now, "It is not so.", [])], State = state, OpenedAt = now, DecideBy = now.AddDays(30), StartedAt = now, SavedAt = now,
        };
        Assert.True((await scope.ServiceProvider.GetRequiredService<IStore>().Commit(new Changes([StoredAs<Dispute>.Write(dispute.Id.Value, dispute, 0)], [], now))).Succeeded);
        return dispute.Id.Value;
    }

    private static JsonObject Offer() => new()
    {
        ["currency"] = "CNY", ["vatBasisPoints"] = 600, ["validUntil"] = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["milestones"] = new JsonArray(new JsonObject
        {
            ["title"] = "Tests", ["net"] = 100_000, ["due"] = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["deliverables"] = new JsonArray("Report"), ["acceptanceTest"] = "All samples are in it",
        }),
    };

    private Task<string> NewListing() => market.NewListing(ids["provider"], ids["certificate"]);

    private async Task<string> Published()
    {
        var id = await NewListing();
        (await market.Change(HttpMethod.Post, $"/api/v1/listings/{id}/publish", 1)).EnsureSuccessStatusCode();
        return id;
    }

    /// <summary>The session of somebody whose account was erased since.</summary>
    private static async Task<HttpClient> Gone(SmallMarket market)
    {
        var gone = new Someone(market.Site);
        await gone.HasAccount();
        await gone.SignsIn();
        var cookies = await gone.Cookies();
        await gone.Opens("/account/erase");
        await gone.Sends(("understood", "yes"));
        Assert.Equal("/account/erased", gone.At);
        await Someone.Recorded(market.Site);
        var client = market.Site.Visitor();
        client.DefaultRequestHeaders.Add("Cookie", cookies);
        return client;
    }

    private static async Task<string> NewProvider(SmallMarket market)
    {
        var body = CertificateBodies.Provider();
        (body["country"], body["registrationNumber"]) = ("DE", $"HRB {Interlocked.Increment(ref firms)} DEMO");
        var answer = await market.Operator.PostAsJsonAsync("/api/v1/providers", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    [GeneratedRegex("/organisations/(org_[0-9A-Z]{26})")]
    private static partial Regex OrganisationLink();

    [GeneratedRegex("/operator/reports/(rpt_[0-9A-Z]{26})")]
    private static partial Regex ReportLink();
}
