using System.Diagnostics;
using System.Globalization;
using System.Text;
using Marketplace.Benchmarks.Web;
using Marketplace.Benchmarks.Web.Server;
using Marketplace.Payments;
using Marketplace.Payments.Hints;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.Servers;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Orders;

/// <summary>
/// How long the payment provider waits for the answer to a message, signed, checked and kept, over HTTP and with the site at work, beside an insert of
/// the same document by the engine's own driver. They take turns, so that both meet the same machine. Each engine is a process of its own.
/// </summary>
internal static class WebhookBench
{
    private const int Messages = 3_000;
    private const int WarmUp = 300;
    private const string Secret = "whsec_bench";

    public static async Task Run()
    {
        if (Environment.GetEnvironmentVariable("MARKETPLACE_TEST_MONGODB") is { Length: > 0 } address)
        {
            await using var engines = new OwnEngines(address, null);
            await using var floor = await BareMongo.Open(address);
            await Measure("MongoDB", floor, $"--ConnectionStrings:MongoDb={engines.MongoUri()}");
        }
        else
        {
            await using var bare = new BareSqlite();
            await Measure("SQLite", bare);
        }
    }

    private static async Task Measure(string engine, BareEngine bare, params string[] settings)
    {
        var (address, folder) = (Ports.Free(), Directory.CreateTempSubdirectory("webhook-bench-").FullName);
        var site = new RealSite();
        await site.Start(address, folder,
        [
            "--environment=Development", "--Engines:Payments=stripe", "--Payments:Stripe:SecretKey=sk_test_nobody", $"--Payments:Stripe:WebhookSecrets={Secret}", "--Payments:Stripe:ApiBase=http://127.0.0.1:9", .. settings,
        ]);
        using var client = Clients.New(address);
        await Post(client, 0);
        var kept = (await site.Services.GetRequiredService<IPayments>().Hint(Id(0)))!.Value;
        var insert = new Changes([StoredAs<GatewayHint>.Write(kept.Id, kept, 0)], [], kept.ReceivedAt);

        var (theirs, ours) = (new List<double>(), new List<double>());
        for (var number = 1; number <= WarmUp + Messages; number++)
        {
            var (floor, answer) = (await Took(() => bare.Write(insert)), await Took(() => Post(client, number)));
            if (number <= WarmUp) continue;
            theirs.Add(floor);
            ours.Add(answer);
        }
        await site.Stop();
        Directory.Delete(folder, recursive: true);

        Report.Say($"{engine}: bare insert, p50 and p99", Figures(theirs), $"ms, {Messages:N0} of them");
        Report.Say($"{engine}: message answered, p50 and p99", Figures(ours), "ms");
        var ratio = At(ours, 0.99) / At(theirs, 0.99);
        Report.Hold("  ratio of p99", ratio, "x", "<= 2", ratio <= 2);
    }

    private static async Task<double> Took(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task Post(HttpClient client, int number)
    {
        var body = $$$"""{"id":"{{{Id(number)}}}","object":"event","api_version":"2026-10-28.endive","created":1800000000,"livemode":false,"type":"customer.updated","data":{"object":{"id":"cus_{{{number}}}","object":"customer" } } }""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Stripe-Signature", FakeTellings.Signature(body, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), Secret));
        (await client.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static string Id(int number) => $"evt_{number.ToString("D24", CultureInfo.InvariantCulture)}";

    private static string Figures(List<double> took) => string.Create(CultureInfo.InvariantCulture, $"{At(took, 0.5):0.00} {At(took, 0.99):0.00}");

    private static double At(List<double> took, double share) => took.Order().ElementAt((int)(took.Count * share));
}
