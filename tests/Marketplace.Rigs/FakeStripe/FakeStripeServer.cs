using System.Text;
using Marketplace.Identity.ActAs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>
/// The fake behind HTTP: Stripe's API for whatever has its address as <c>Payments:Stripe:ApiBase</c>, the pages on which a payer pays and a payee opens an
/// account, and messages to the site's endpoint. It has a clock of its own, and forgets all when it ends. Nothing here knows anything of Stripe's; that
/// is <see cref="StripeFake"/>.
/// </summary>
public sealed class FakeStripeServer : IAsyncDisposable
{
    private static readonly TimeSpan looksEvery = TimeSpan.FromMilliseconds(20);
    private readonly WebApplication app;
    private readonly DevTimeProvider time = new();
    private readonly StripeFake fake;
    private readonly CancellationTokenSource stop = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly FakeStripePages pages;
    private readonly FakeStripeControl control;
    private Task telling = Task.CompletedTask;

    private FakeStripeServer(string urls)
    {
        fake = new StripeFake(time);
        pages = new FakeStripePages(fake);
        control = new FakeStripeControl(fake, time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(urls);
        app = builder.Build();
        app.Run(Answer);
    }

    public Uri Address => new(app.Urls.First());

    /// <summary>Posts a message with its signature; null where nobody took it. Without one they go to the address that is told by the control.</summary>
    public Func<string, string, Task<int?>>? Post { get; init; }

    public static async Task<FakeStripeServer> Start(Func<string, string, Task<int?>>? post = null, string urls = "http://127.0.0.1:0")
    {
        var server = new FakeStripeServer(urls) { Post = post };
        await server.app.StartAsync();
        server.fake.Pages = server.Address;
        server.telling = Task.Run(server.Tell);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await telling;
        await app.DisposeAsync();
        http.Dispose();
        stop.Dispose();
    }

    private Task Answer(HttpContext context) => context.Request.Path.Value!.Trim('/').Split('/') switch
    {
        ["v1", ..] => Api(context),
        [FakeStripeControl.Root, .. var rest] => control.Answer(context, rest),
        var path => pages.Answer(context, path),
    };

    private async Task Api(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var (body, request) = (await reader.ReadToEndAsync(context.RequestAborted), context.Request);
        var fields = FakeRequest.Form(request.Method == "GET" ? request.QueryString.Value!.TrimStart('?') : body);
        var asked = new FakeRequest(request.Method, request.Path.Value!, fields, body, request.Headers["Idempotency-Key"].FirstOrDefault(), request.Headers.Authorization.FirstOrDefault());
        if (fake.Ask(asked) is not { } answer)
        {
            // The connection breaks, as it would.
            context.Abort();
            return;
        }
        if (answer.Replayed) context.Response.Headers["Idempotent-Replayed"] = "true";
        (context.Response.StatusCode, context.Response.ContentType) = (answer.Status, "application/json");
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>What was to happen by now happens, and what happened is told.</summary>
    private async Task Tell()
    {
        using var timer = new PeriodicTimer(looksEvery);
        try
        {
            do
            {
                fake.MoveOn();
                await fake.Tellings.Deliver(Post ?? PostToSite);
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
    }

    private async Task<int?> PostToSite(string body, string signature)
    {
        if (control.Site is not { } site) return null;
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(site, "/webhooks/stripe")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Add("Stripe-Signature", signature);
        try
        {
            using var answer = await http.SendAsync(message, stop.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException || (silent is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return null;
        }
    }
}
