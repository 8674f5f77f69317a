using System.Globalization;
using Marketplace.Rigs;
using Microsoft.Playwright;

namespace Marketplace.EndToEnd.Tests;

/// <summary>A page to be looked at, and as whom.</summary>
public sealed record SitePage(string Path, string? Person = null)
{
    public override string ToString() => $"{Path} as {Person ?? "anybody"}";
}

/// <summary>A page at a width of its window.</summary>
internal sealed record Look(SitePage Page, int Width)
{
    /// <summary>Each page at one width, which changes from page to page.</summary>
    public static IEnumerable<Look> Alternating(IEnumerable<SitePage> pages) => pages.Select((page, number) => new Look(page, number % 2 == 0 ? 1280 : 390));

    /// <summary>
    /// Opens all of them. A reader's window stays for all of their pages, as a new one costs more than a page; and two are open at a time, as
    /// a page works in one thread of the browser's and there are two cores.
    /// </summary>
    public static Task Through(Site site, IEnumerable<Look> looks, string language, Func<IPage, Look, Task> look) =>
        Parallel.ForEachAsync(looks.GroupBy(it => (it.Page.Person, it.Width)).OrderByDescending(it => it.Count()), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (window, _) =>
        {
            var (person, width) = window.Key;
            var page = person is not null ? await site.ActingAs(person, language, width) : await site.Visitor(language, width);
            await using var __ = page.Context;
            foreach (var at in window) await look(page, at);
        });
}

/// <summary>Every page of the site, with an example of what it shows from the demo market.</summary>
internal sealed class Pages(Site site)
{
    public async Task<IReadOnlyList<SitePage>> All()
    {
        var listing = await First("api/v1/search?class=TC.03&size=1");
        var lapsed = await First("api/v1/search?verdict=notMet&size=1");
        var two = (await site.Get("api/v1/search?class=TC.03&size=2")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()).ToList();
        var full = await site.Get($"api/v1/listings/{listing}");
        var provider = full.GetProperty("provider").GetProperty("id").GetString()!;
        var certificate = full.GetProperty("certificates")[0].GetString()!;
        var editor = $"editor-{provider}";
        var own = await OrganisationOf("buyer");
        var (offer, order) = await Deals(listing, editor);
        var changed = await Changed(listing, editor);
        var (disputed, dispute, begun) = await Disputed(listing, editor);
        return
        [
            new($"/listings/{listing}/ask", "buyer"), new($"/listings/{listing}/order", "buyer"), new("/orders", "buyer"), new("/check"), new("/check/7Q2MX9KD0VTA"), new($"/check/7Q2MX9KD0VTA?sha256={new string('a', 64)}"), new("/orders/settings", "buyer"),
            new($"/offers/{offer}", "buyer"), new($"/offers/{offer}", editor), new($"/offers/{offer}/offer", editor), new($"/orders/{order}", "buyer"), new($"/orders/{order}", editor), new($"/orders/{order}/changes/new", "buyer"), new($"/orders/{changed}", "buyer"), new($"/orders/{changed}/changes/1", "buyer"), new($"/orders/{changed}/changes/1", editor), new($"/orders/{order}/messages", "buyer"), new($"/orders/{order}/samples", "buyer"), new($"/orders/{order}/milestones/1/invoices", "buyer"), new($"/orders/{order}/milestones/1/invoices", editor),
            new($"/provider/orders?provider={provider}", editor), new($"/provider/orders/money?provider={provider}", editor), new($"/provider/orders/settings?provider={provider}", editor), new($"/provider/orders/account?provider={provider}", editor), new($"/provider/payouts?provider={provider}", editor), new($"/provider/statements?provider={provider}", editor), new("/operator/finance", "operator"), new("/operator/finance/ledger?account=R.FEE", "operator"),
            new($"/orders/{order}/dispute", "buyer"), new($"/orders/{disputed}/dispute?milestone=2", "buyer"), new("/disputes", "buyer"), new($"/disputes/{dispute}", "buyer"), new($"/disputes/{dispute}", editor), new($"/disputes/{dispute}", "arbiter"),
            new("/arbiter/disputes", "arbiter"), .. new[] { "what", "arguments", "evidence", "remedy", "check" }.Select(step => new SitePage($"/disputes/{begun}/edit/{step}", "buyer")),
            new("/operator/money", "operator"), new($"/operator/money/{disputed}/1", "operator"),
            new("/"), new("/search"), new("/search?q=emc&class=TC&region=CN-GD&excluded=true"), new("/search?q=nothing-is-called-so"),
            new("/coverage"), new($"/compare?ids={string.Join(',', two)}"),
            new($"/listings/{listing}"), new($"/listings/{lapsed}"), new($"/listings/{listing}/versions"),
            new($"/providers/{provider}"), new("/providers"), new($"/certificates/{certificate}"),
            new("/standards"), new("/standards/iso-iec-17025-2017"), new("/methods"), new("/methods/gbt-17626-2-2018"), new("/classes"), new("/classes/TC.03"),
            new("/no/such/page"), new("/demo/act-as"), new("/operator", "operator"), new("/operator/reconciliation", "operator"), new("/operator/people", "operator"), new("/record", "auditor"),
            new("/account/sign-in"), new("/account/sign-up"), new("/account/forgotten"), new("/account/confirm"), new("/account/reset?code=x"), new("/account/second-factor"), new("/account/email/agree"), new("/account/erased"),
            new("/account/sign-out"), new("/sign-in/refused"), new("/first-run"),
            new("/notices", "buyer"), new("/notices/settings", "buyer"), new("/dev/mails"),
            new("/organisations", "buyer"), new("/organisations/new", "buyer"), new($"/organisations/{own}", "buyer"), new($"/organisations/{own}/members/buyer", "buyer"), new($"/organisations/{own}/clients", "buyer"), new(await ClientOf("buyer", own), "buyer"),
            new("/providers/new", "operator"), new("/provider/listings", editor), new("/listings/new", editor),
            new($"/listings/{listing}/edit", editor), new($"/listings/{listing}/edit/service", editor), new($"/listings/{listing}/edit/scope", editor),
            new($"/listings/{listing}/edit/evidence", editor), new($"/listings/{listing}/publish", editor), new($"/listings/{listing}/withdraw", editor), new($"/listings/{listing}/copy", editor),
            new($"/providers/{provider}/certificates/new", editor), new($"/providers/{provider}/certificates/import", editor),
            new($"/certificates/{certificate}/edit", editor), new($"/certificates/{certificate}/check", "operator"), new($"/certificates/{certificate}/documents/new", editor),
            new($"/providers/{provider}/suspend", "operator"), new($"/reports/new?about={listing}"), new("/operator/reports", "operator"),
        ];
    }

    /// <summary>The organisation somebody of the demo acts for, as its own page is linked.</summary>
    private async Task<string> OrganisationOf(string person)
    {
        var page = await site.ActingAs(person);
        await using var _ = page.Context;
        await page.GotoAsync("/organisations");
        return (await page.GetByRole(AriaRole.Main).Locator("a[href^='/organisations/org_']").First.GetAttributeAsync("href"))!["/organisations/".Length..];
    }

    /// <summary>A request for an offer that has one, and an order that was placed by accepting another.</summary>
    private async Task<(string Offer, string Order)> Deals(string listing, string editor)
    {
        var (buyer, provider) = (await site.ActingAs("buyer"), await site.ActingAs(editor));
        await using var first = buyer.Context;
        await using var second = provider.Context;
        var offers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var offer = await Post(buyer, "/api/v1/offers", null, new { listing, scope = "Ten samples of the kind that the sketch shows.\nOne report for all." });
            await Post(provider, $"/api/v1/offers/{offer}/messages", 1, new { text = "By when do they arrive?" });
            await Post(provider, $"/api/v1/offers/{offer}/versions", 2, Offer());
            offers.Add(offer);
        }
        return (offers[0], await Post(buyer, $"/api/v1/offers/{offers[1]}/accept", 3, new { version = 1, invoiceTitle = "Suzhou Jingwei Components DEMO Co., Ltd.", purchaseOrder = "PO-2026-0117" }));
    }

    /// <summary>An order of which the provider proposes a change.</summary>
    private async Task<string> Changed(string listing, string editor)
    {
        var (_, order) = await Deals(listing, editor);
        var provider = await site.ActingAs(editor);
        await using var context = provider.Context;
        await Post(provider, $"/api/v1/orders/{order}/changes", await Version(provider, order), new { reason = "The second part takes longer.", milestones = new object[] { new { number = 2, net = 70_000, due = TimeProvider.System.GetUtcNow().AddDays(90).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, new { number = 1, takeOut = true } } });
        return order;
    }

    /// <summary>An order with a milestone in dispute, and another about which the buyer has begun one.</summary>
    private async Task<(string Order, string Dispute, string Draft)> Disputed(string listing, string editor)
    {
        var (buyer, provider) = (await site.ActingAs("buyer"), await site.ActingAs(editor));
        await using var first = buyer.Context;
        await using var second = provider.Context;
        var offer = await Post(buyer, "/api/v1/offers", null, new { listing, scope = "Ten samples, and a second part." });
        await Post(provider, $"/api/v1/offers/{offer}/versions", 1, Offer());
        var order = await Post(buyer, $"/api/v1/offers/{offer}/accept", 2, new { version = 1, invoiceTitle = "Suzhou Jingwei Components DEMO Co., Ltd." });
        foreach (var number in new[] { 1, 2 })
        {
            await Post(buyer, $"/api/v1/orders/{order}/milestones/{number}/fund", await Version(buyer, order), null);
            await Until(buyer, order, number, "fundingPending", pays: true);
            await buyer.GotoAsync($"/orders/{order}/milestones/{number}/pay");
            await buyer.Locator("main form button").First.ClickAsync();
            await Until(buyer, order, number, "funded");
            await Post(provider, $"/api/v1/orders/{order}/milestones/{number}/files", await Version(buyer, order), new { name = "report.pdf", content = Convert.ToBase64String(SampleFiles.Pdf()) });
            await Post(provider, $"/api/v1/orders/{order}/milestones/{number}/deliver", await Version(buyer, order), null);
        }
        var dispute = await Post(buyer, $"/api/v1/orders/{order}/milestones/1/dispute", await Version(buyer, order), new { reason = "wrongMethod", arguments = new[] { "GB 5009.12 was agreed, and another edition was used." }, remedy = "refundPart", refund = 500_000 });
        await Post(provider, $"/api/v1/disputes/{dispute}/answer", 1, new { text = "The newer edition replaces it." });
        await buyer.GotoAsync($"/orders/{order}/dispute?milestone=2");
        await buyer.Locator("main form button").First.ClickAsync();
        var draft = new Uri(buyer.Url).AbsolutePath.Split('/')[2];
        await buyer.GotoAsync($"/disputes/{draft}/edit/arguments");
        await buyer.Locator("main textarea").First.FillAsync("Page 3 of the report is missing.");
        await buyer.Locator("main button[value=next]").Last.ClickAsync();
        return (order, dispute, draft);
    }

    private static async Task<int> Version(IPage who, string order) => (await Order(who, order)).GetProperty("version").GetInt32();

    private static async Task Until(IPage who, string order, int milestone, string state, bool pays = false)
    {
        for (var i = 0; i < 200; i++, await Task.Delay(100))
            if ((await Order(who, order)).GetProperty("milestones")[milestone - 1] is var it && it.GetProperty("state").GetString() == state && (!pays || it.GetProperty("payAt").ValueKind == System.Text.Json.JsonValueKind.String)) return;
        throw new InvalidOperationException($"Milestone {milestone} of {order} never became {state}.");
    }

    private static async Task<System.Text.Json.JsonElement> Order(IPage who, string order) => (await (await who.APIRequest.GetAsync($"/api/v1/orders/{order}")).JsonAsync())!.Value;

    private static object Offer() => new
    {
        currency = "CNY", vatBasisPoints = 600, validUntil = TimeProvider.System.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), kind = "service", terms = "Samples are kept for six months.",
        milestones = new[] { "Preparation and plan", "Tests and report" }.Select((title, i) => new
        {
            title, net = 1_250_000 * (i + 1), due = TimeProvider.System.GetUtcNow().AddDays(30 * (i + 1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            deliverables = new[] { "Test plan", "Report (PDF)" }, acceptanceTest = "Every sample of the list is in it, and it is signed.", reviewDays = 7,
        }),
    };

    private static async Task<string> Post(IPage who, string path, int? version, object? body)
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" };
        if (version is { } read) headers["If-Match"] = $"\"v{read}\"";
        var answer = await who.APIRequest.PostAsync(path, new APIRequestContextOptions { Headers = headers, DataObject = body });
        return answer.Ok ? (await answer.JsonAsync())!.Value.GetProperty("id").GetString()! : throw new InvalidOperationException($"{path}: {answer.Status} {await answer.TextAsync()}");
    }

    /// <summary>The page of an API client that somebody makes for their organisation.</summary>
    private async Task<string> ClientOf(string person, string organisation)
    {
        var page = await site.ActingAs(person);
        await using var _ = page.Context;
        await page.GotoAsync($"/organisations/{organisation}/clients");
        await page.Locator("input[name=name]").FillAsync("ERP");
        await page.Locator("input[name=scopes]").First.CheckAsync();
        await page.Locator("main button[name=action]").ClickAsync();
        return (await page.GetByRole(AriaRole.Main).Locator("a[href*='/clients/cli_']").First.GetAttributeAsync("href"))!;
    }

    private async Task<string> First(string search) =>
        (await site.Get(search)).GetProperty("items")[0].GetProperty("id").GetString()!;
}
