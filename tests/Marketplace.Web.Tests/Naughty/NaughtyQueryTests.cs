using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Listings;
using Marketplace.Rigs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Naughty;

/// <summary>
/// Every naughty string in every parameter of the API, as its description lists them, and of every page, as routing knows them, and as
/// every part of their addresses.
/// </summary>
public sealed class NaughtyQueryTests : IAsyncLifetime
{
    private readonly Site site = new();
    private readonly Dictionary<string, string> ids = new(StringComparer.Ordinal)
    {
        ["standards"] = "iso-iec-17025-2017", ["classes"] = "TC.01", ["edit"] = "scope",
    };
    private HttpClient client = null!;

    /// <summary>Parameters that pages read from the request themselves, besides those of search.</summary>
    private static readonly string[] readByPages = ["lines", "ids", "differences", "status", "back", "return", "after", "on", "handler", "_handler"];

    public async ValueTask InitializeAsync()
    {
        client = await site.Acting("operator");
        ids["providers"] = await Created("/api/v1/providers", CertificateBodies.Provider());
        ids["certificates"] = await Created($"/api/v1/providers/{ids["providers"]}/certificates", CertificateBodies.Certificate());
        ids["listings"] = await Created("/api/v1/listings", new JsonObject
        {
            ["provider"] = ids["providers"], ["class"] = "TC.01", ["certificates"] = new JsonArray(ids["certificates"]), ["answers"] = ListingsApiTests.Answers(),
        });
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Every_parameter_of_the_API_takes_it_or_names_itself()
    {
        var described = (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!["paths"]!.AsObject();
        var tried = 0;
        foreach (var (path, operations) in described)
        {
            foreach (var name in ParametersOf(operations!, "query"))
            {
                foreach (var text in NaughtyStrings.Chosen)
                {
                    tried++;
                    var answer = await client.GetAsync($"{Filled(path)}?{name}={Escaped(text)}");
                    if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound) continue;
                    Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestUriTooLong, $"{path} answered {(int)answer.StatusCode} to {Escaped(text)} in {name}");
                    var errors = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]!.AsArray();
                    Assert.All(errors, error => Assert.Equal(name, (string?)error!["field"]));
                }
            }
        }

        Assert.True(tried > 50 * NaughtyStrings.Chosen.Count, $"Only {tried} requests were made.");
    }

    [Fact]
    public async Task Every_page_withstands_it_in_every_parameter()
    {
        var search = (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!["paths"]!["/api/v1/search"]!;
        string[] known = [.. readByPages, .. ParametersOf(search, "query").Where(name => !name.StartsWith("f.", StringComparison.Ordinal) && name != "lang"), "f.delivery_mode"];
        string[] paths = [.. Pages().Select(page => page.Path).Distinct(), "/search.csv", "/compare.csv", "/language/zh", "/theme/dark"];
        Assert.Contains("/search", paths);
        foreach (var path in paths)
        {
            string[] own = [.. Pages().Where(page => page.Path == path).SelectMany(page => FromQuery(page.Type))];
            foreach (var (number, text) in NaughtyStrings.Chosen.Index())
            {
                var names = own.Concat(known).Distinct().ToList();
                // All at once, within what a request line may hold; and those that the framework itself binds one by one.
                var most = Math.Max(1, 7000 / (Escaped(text).Length + 12));
                foreach (var some in names.Chunk(most).Take(8)) await Withstands(path, some, text);
                foreach (var name in own.Turn(number, of: 3)) await Withstands(path, [name], text);
            }
        }
    }

    [Fact]
    public async Task Every_address_withstands_it_in_its_path()
    {
        string[] routes =
        [
            .. site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
                .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
                .Where(route => route.Contains('{') && !route.StartsWith("/scalar", StringComparison.Ordinal) && !route.Contains("{*", StringComparison.Ordinal)).Distinct(),
        ];
        Assert.True(routes.Length > 15);
        foreach (var route in routes)
        {
            // Whatever is no code is answered like a code that was never given: by asking for the file.
            var least = route == "/check/{CodeKey}" ? 200 : 300;
            foreach (var text in NaughtyStrings.Chosen.Where(text => text.Length is > 0 and < 2000 && text.Trim('.').Length > 0 && !text.Contains('\0')))
            {
                var path = string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? Escaped(text) : part));
                var answer = await client.GetAsync(path);
                Assert.True((int)answer.StatusCode >= least && (int)answer.StatusCode < 500, $"{path} answered {(int)answer.StatusCode}");
                if (answer.Headers.Location is { } to) Assert.StartsWith("/", to.OriginalString, StringComparison.Ordinal);
            }
        }
    }

    private async Task Withstands(string path, IEnumerable<string> names, string text)
    {
        var url = $"{path}?{string.Join('&', names.Select(name => $"{Uri.EscapeDataString(name)}={Escaped(text)}"))}";
        var answer = await client.GetAsync(url);
        Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode}: {url[..Math.Min(300, url.Length)]}");
        if (answer.Headers.Location is { } to)
        {
            Assert.StartsWith("/", to.OriginalString, StringComparison.Ordinal);
            Assert.False(to.OriginalString.StartsWith("//", StringComparison.Ordinal), url);
        }

        if (text.Contains('<')) Assert.DoesNotContain(text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private IEnumerable<(string Path, Type Type)> Pages() =>
        from endpoint in site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        let component = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()
        where component is not null
        select (Filled("/" + endpoint.RoutePattern.RawText!.TrimStart('/')), component.Type);

    private static IEnumerable<string> FromQuery(Type page) =>
        page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(property => (property.Name, Asked: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
            .Where(it => it.Asked is not null).Select(it => it.Asked!.Name ?? it.Name);

    private static IEnumerable<string> ParametersOf(JsonNode operations, string where) =>
        (operations["get"]?["parameters"]?.AsArray() ?? []).Where(it => (string?)it!["in"] == where).Select(it => (string)it!["name"]!);

    /// <summary>The address of something that is there, so that the page comes as far as reading its parameters.</summary>
    private string Filled(string path)
    {
        var parts = path.Split('/');
        return string.Join('/', parts.Select((part, i) => part.StartsWith('{') ? ids.GetValueOrDefault(parts[i - 1], "x") : part));
    }

    private async Task<string> Created(string url, JsonObject body)
    {
        var answer = await client.PostAsJsonAsync(url, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!;
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
