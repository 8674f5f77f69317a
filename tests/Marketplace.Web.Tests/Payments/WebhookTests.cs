using System.Net;
using System.Text;
using Marketplace.Api;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Payments;

/// <summary>The address to which Stripe tells what happened, as Stripe and as anybody else would use it.</summary>
public sealed class WebhookTests
{
    private const string Secret = "whsec_new";

    [Fact]
    public async Task A_message_is_kept_once_and_answered_at_once_whatever_is_told_again()
    {
        await using var site = Connected();
        foreach (var _ in Enumerable.Range(0, 3)) Assert.Equal(HttpStatusCode.OK, (await Post(site, Event("evt_kept"), Secret)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(site, Event("evt_old_secret"), "whsec_old")).StatusCode);
        // Whoever sends has no session, no token of ours against forgery, and says no type of content that we would ask for.
        var kept = (await Payments(site).Hint("evt_kept"))!;
        Assert.Equal((GatewayKind.Session, "cs_test_1"), (kept.Value.Kind, kept.Value.Object));
        Assert.NotNull(await Payments(site).Hint("evt_old_secret"));
    }

    [Fact]
    public async Task What_is_not_signed_by_stripe_lately_is_refused_and_kept_nowhere()
    {
        await using var site = Connected();
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(site, Event("evt_forged"), "whsec_other")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(site, Event("evt_forged"), Secret, ago: 301)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(site, Event("evt_forged"), Secret, changed: true)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(site, Event("evt_forged"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Post(site, new string('x', Limits.LargestMessage + 1), Secret)).StatusCode);
        Assert.Null(await Payments(site).Hint("evt_forged"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visitor().PostAsync("/webhooks/paypal", new StringContent("{}"))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await site.Visitor().GetAsync("/webhooks/stripe")).StatusCode);
    }

    [Fact]
    public async Task Fifty_tellings_of_one_event_at_once_keep_it_once()
    {
        await using var site = Connected();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Post(site, Event("evt_many"), Secret)));
        Assert.All(answers, it => Assert.Equal(HttpStatusCode.OK, it.StatusCode));
        Assert.NotNull(await Payments(site).Hint("evt_many"));
    }

    private static Site Connected() => new()
    {
        Settings =
        {
            ["Engines:Payments"] = "stripe", ["Payments:Stripe:SecretKey"] = "sk_test_nobody", ["Payments:Stripe:WebhookSecrets"] = $"{Secret},whsec_old",
            // Nobody listens there: what a message is about cannot be asked for, and that is no matter of taking it.
            ["Payments:Stripe:ApiBase"] = "http://127.0.0.1:9",
        },
    };

    private static IPayments Payments(Site site) => site.Services.GetRequiredService<IPayments>();

    private static string Event(string id) => $$$$"""{"id":"{{{{id}}}}","object":"event","api_version":"2019-01-01","created":1800000000,"livemode":false,"type":"checkout.session.completed","data":{"object":{"id":"cs_test_1","object":"checkout.session"}}}""";

    private static Task<HttpResponseMessage> Post(Site site, string body, string? secret, int ago = 0, bool changed = false)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - ago;
        var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new StringContent(changed ? body + " " : body, Encoding.UTF8, "application/json") };
        if (secret is not null) request.Headers.Add("Stripe-Signature", FakeTellings.Signature(body, now, secret));
        return site.Visitor().SendAsync(request);
    }
}
