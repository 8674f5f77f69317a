using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Marketplace.Discovery;
using Marketplace.Discovery.Search;
using Marketplace.Identity;
using Marketplace.Listings.Show;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marketplace.Benchmarks.Web.Server;

/// <summary>The floor: Kestrel with one handler and nothing else, no routing, no services, no middleware, over the site's own index.</summary>
internal sealed class FloorServer(ISearchIndex index, FloorContent content, SearchVocabulary vocabulary, ShowListing listings)
{
    /// <summary>Before the path of a listing: it is read and judged first, as the site must.</summary>
    public const string Fetched = "/fetched";

    private readonly FloorHtml html = new(vocabulary);

    public static async Task<WebApplication> Start(string address, ISearchIndex index, FloorContent content, SearchVocabulary vocabulary, ShowListing listings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var floor = new FloorServer(index, content, vocabulary, listings);
        app.Run(floor.Answer);
        await app.StartAsync();
        return app;
    }

    private Task Answer(HttpContext http) => http.Request.Path.Value switch
    {
        "/api/v1/search" => Json(http),
        "/search" => Html(http),
        // Asked between rounds, never within one.
        "/control/cpu" => http.Response.WriteAsync(Cpu()),
        "/control/pages" => http.Response.WriteAsJsonAsync(content.Pages.Keys),
        var path when path!.StartsWith(Fetched, StringComparison.Ordinal) => Listing(http, path[Fetched.Length..]),
        var path => Page(http, content.Pages[path!]),
    };

    private async Task Json(HttpContext http)
    {
        var query = Query(http);
        var answer = await index.Search(query);
        http.Response.ContentType = "application/json";
        using (var json = new Utf8JsonWriter(http.Response.BodyWriter, FloorJson.Options)) FloorJson.Write(json, answer, query);
        await http.Response.BodyWriter.FlushAsync();
    }

    private async Task Html(HttpContext http)
    {
        var query = Query(http);
        var answer = await index.Search(query);
        http.Response.ContentType = "text/html; charset=utf-8";
        html.Search(http.Response.BodyWriter, answer, query);
        await http.Response.BodyWriter.FlushAsync();
    }

    private async Task Listing(HttpContext http, string path)
    {
        var found = await listings.Run(Actor.Anonymous, ListingId.Parse(path["/listings/".Length..], CultureInfo.InvariantCulture));
        if (!found.Is(out _, out var refusal)) throw new InvalidOperationException(refusal.First.Message.En);
        await Page(http, content.Pages[path]);
    }

    private static async Task Page(HttpContext http, string[] texts)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        FloorHtml.Page(http.Response.BodyWriter, texts);
        await http.Response.BodyWriter.FlushAsync();
    }

    private IndexQuery Query(HttpContext http) => content.Searches[http.Request.QueryString.Value![1..]];

    private static string Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalMicroseconds.ToString(CultureInfo.InvariantCulture);
    }
}
