using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Identity.Acts;
using Marketplace.Rigs;
using Marketplace.Storage;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Rights;

/// <summary>The table <c>rights.txt</c>, every cell of it called over HTTP. An endpoint of a room without a row fails, and so does a row without one.</summary>
public sealed partial class RightsTests(SmallMarket market, ITestOutputHelper output) : IClassFixture<SmallMarket>
{
    private sealed record Row(string Method, string Route, string Path, string Body, IReadOnlyList<(string Actor, string Expected)> Cells);

    private static int firms = 4711;

    private readonly Dictionary<string, HttpClient> clients = [];

    [Fact]
    public void Every_endpoint_of_a_room_has_a_row_and_every_row_an_endpoint()
    {
        var endpoints = market.Site.Services.GetServices<EndpointDataSource>().SelectMany(it => it.Endpoints).OfType<RouteEndpoint>()
            .Where(it => (it.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type ?? it.Metadata.GetMetadata<MethodInfo>()?.DeclaringType)?.Assembly == typeof(Actor).Assembly)
            .SelectMany(it => Methods(it).Select(method => $"{method} /{it.RoutePattern.RawText!.TrimStart('/')}")).Distinct().Order().ToList();
        var rows = Table().Select(it => $"{it.Method} {it.Route}").Distinct().Order().ToList();

        Assert.Equal(endpoints, rows);
    }

    [Fact]
    public async Task Every_cell_answers_as_the_table_says()
    {
        var objects = await Objects();
        var surprises = new List<string>();
        var cells = 0;
        foreach (var row in Table())
        {
            foreach (var (actor, expected) in row.Cells)
            {
                var path = await Fresh(row, objects);
                cells++;
                var got = await Call(row, actor, Filled(path, objects));
                if (Word(got.Status) != expected) surprises.Add($"{row.Method} {row.Path} as {actor}: {(int)got.Status}, not {expected}");
                if (!path.Contains('{')) continue;

                cells++;
                var never = await Call(row, actor, Filled(path, objects, never: true));
                if (Word(never.Status) != "absent" && !(expected == "no" && Word(never.Status) == "no")) surprises.Add($"{row.Method} {row.Path} as {actor} with an id that never was: {(int)never.Status}");
                else if (expected == "absent" && never != got) surprises.Add($"{row.Method} {row.Path} as {actor}: {got.Size} bytes, and {never.Size} for an id that never was");
            }
        }

        output.WriteLine($"{cells} cells, {surprises.Count} surprises");
        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
    }

    /// <summary>
    /// A page hides its form from whoever may not; here it is sent all the same, by its name and with a token of their own. A form that the page
    /// does not have for them is answered with 400.
    /// </summary>
    [Fact]
    public async Task Every_form_of_a_page_is_refused_to_whomever_the_page_is_refused_and_changes_nothing()
    {
        var objects = await Objects();
        var log = market.Site.Services.GetRequiredService<IEventLog>();
        var head = await log.Head();
        var surprises = new List<string>();
        var sent = 0;
        foreach (var (actor, client) in clients)
        {
            // That the token holds: with it, a form that they have is taken.
            var (page, form) = actor == "visitor" ? ("/dev/act-as", "") : ("/organisations", "switch");
            Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync(page, new FormUrlEncodedContent(await Filled(actor, form)))).StatusCode);
        }
        foreach (var row in Table().Where(it => it.Method == "GET" && !it.Route.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var path = Filled(row.Path, objects);
            if (row.Cells.FirstOrDefault(it => it.Expected == "yes").Actor is not { } allowed) continue;
            var forms = Handler().Matches(await clients[allowed].GetStringAsync(path)).Select(it => it.Groups[1].Value).Distinct().ToList();
            foreach (var form in forms)
                foreach (var (actor, expected) in row.Cells.Where(it => it.Expected != "yes"))
                {
                    sent++;
                    var answer = await clients[actor].PostAsync(path, new FormUrlEncodedContent(await Filled(actor, form)));
                    if (answer.StatusCode != HttpStatusCode.BadRequest && Word(answer.StatusCode) != expected) surprises.Add($"the form {form} of {row.Path} as {actor}: {(int)answer.StatusCode}, not {expected}");
                }
        }

        output.WriteLine($"{sent} forms, {surprises.Count} surprises");
        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
        Assert.True(sent > 30, $"only {sent} forms were found");
        Assert.All(await log.After(head, 1000), it => Assert.IsType<AccessDenied>(it.Event));
    }

    private async Task<List<KeyValuePair<string, string>>> Filled(string actor, string form)
    {
        var token = Token().Match(await clients[actor].GetStringAsync("/demo/act-as")).Groups[1].Value;
        return
        [
            new("_handler", form), new("__RequestVerificationToken", token), new("version", "1"), new("do", "save"), new("action", "save"), new("roles", "Admin"),
            new("email", "intruder@example.com"), new("name.en", "Intruder"), new("verification", "register_checked"), new("job", "reindex"), new("note", "Intruder"),
        ];
    }

    private static string Word(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Forbidden => "no",
        HttpStatusCode.NotFound => "absent",
        >= HttpStatusCode.InternalServerError => "broken",
        _ => "yes",
    };

    private async Task<(HttpStatusCode Status, int Size)> Call(Row row, string actor, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), path);
        if (row.Body != "-") request.Content = JsonContent.Create(Body(row.Body));
        else if (row.Method != "GET") request.Content = JsonContent.Create(new JsonObject());
        if (row.Method != "GET") request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        var answer = await clients[actor].SendAsync(request);
        // Ids and what protects forms differ in every answer, and are as long.
        return (answer.StatusCode, Trace().Replace(await answer.Content.ReadAsStringAsync(), "").Length);
    }

    /// <summary>What is changed by whoever may is made anew for each, so that each meets the first version.</summary>
    private async Task<string> Fresh(Row row, Dictionary<string, string> objects)
    {
        if (row.Method == "GET") return row.Path;
        if (row.Path.Contains("{draft}", StringComparison.Ordinal)) objects["draft"] = await market.NewListing();
        if (row.Path.Contains("{certificate}", StringComparison.Ordinal)) objects["certificate"] = await market.NewCertificate();
        return row.Path;
    }

    private JsonObject Body(string kind) => kind switch
    {
        "provider" => CertificateBodies.Provider(),
        "certificate" => market.CertificateBody(),
        "listing" => market.ListingBody(),
        _ => [],
    };

    private async Task<Dictionary<string, string>> Objects()
    {
        var foreign = CertificateBodies.Provider();
        (foreign["country"], foreign["registrationNumber"]) = ("DE", $"HRB {Interlocked.Increment(ref firms)} DEMO");
        var answer = await market.Operator.PostAsJsonAsync("/api/v1/providers", foreign);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var other = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        clients["visitor"] = market.Site.Visitor();
        foreach (var (actor, person) in new[] { ("buyer", "buyer"), ("foreign", $"editor-{other}"), ("editor", $"editor-{market.Provider}"), ("operator", "operator"), ("auditor", "auditor") })
            clients[actor] = await market.Site.Acting(person);
        return new()
        {
            ["provider"] = market.Provider, ["certificate"] = market.Certificate, ["published"] = market.Published, ["second"] = await Second(), ["draft"] = await market.NewListing(),
            ["organisation"] = OrganisationLink().Match(await clients["editor"].GetStringAsync("/organisations")).Groups[1].Value, ["member"] = $"editor-{market.Provider}",
        };
    }

    /// <summary>Another listing that is published, and in the index.</summary>
    private async Task<string> Second()
    {
        var id = await market.NewListing();
        (await market.Change(HttpMethod.Post, $"/api/v1/listings/{id}/publish", 1)).EnsureSuccessStatusCode();
        for (var i = 0; i < 200 && !(await clients["visitor"].GetAsync($"/compare.csv?ids={market.Published},{id}")).IsSuccessStatusCode; i++) await Task.Delay(50);
        return id;
    }

    private static string Filled(string path, Dictionary<string, string> objects, bool never = false)
    {
        foreach (var (name, id) in objects)
            path = path.Replace($"{{{name}}}", never && name != "member" ? id[..4] + new string('0', 26) : id, StringComparison.Ordinal);
        return path;
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null ? ["GET"] : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods;

    private static IReadOnlyList<Row> Table()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Marketplace.Web.Tests", "Rights", "rights.txt"));
        string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var actors = Words(lines.Last(line => line.StartsWith("# method", StringComparison.Ordinal)))[5..];
        return
        [
            .. from line in lines where line.Length > 0 && line[0] != '#'
               let words = Words(line)
               select new Row(words[0], words[1], words[2], words[3], [.. actors.Zip(words[4..])]),
        ];
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"|[0-9A-Za-z_-]{100,}")]
    private static partial Regex Trace();

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex Handler();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("/organisations/(org_[0-9A-Z]{26})")]
    private static partial Regex OrganisationLink();
}
