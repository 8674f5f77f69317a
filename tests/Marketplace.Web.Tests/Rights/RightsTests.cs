using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Identity;
using Marketplace.Identity.Acts;
using Marketplace.Inbox;
using Marketplace.Storage;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Rights;

/// <summary>The table <c>rights.txt</c>, every cell of it called over HTTP. An endpoint of a room without a row fails, and so does a row without one.</summary>
public sealed partial class RightsTests(SmallMarket market, ITestOutputHelper output) : IClassFixture<SmallMarket>
{
    private sealed record Row(string Method, string Route, string Path, string Body, IReadOnlyList<(string Actor, string Expected)> Cells, IReadOnlyList<(string Actor, string Expected)> Suspended);

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
        var surprises = new List<string>();
        var cells = 0;
        var people = await RightsObjects.People(market);
        foreach (var row in Table())
            foreach (var (objects, ofRow) in new[] { (people.Objects, row.Cells), (people.Suspended, row.Suspended) })
                foreach (var (actor, expected) in ofRow)
                {
                    if (row.Method != "GET") await objects.Renew(row.Path);
                    cells++;
                    var got = await Call(row, people.Clients[actor], objects, objects.Filled(row.Path));
                    if (Word(got.Status) != expected) surprises.Add($"{row.Method} {row.Path} as {actor}{objects}: {(int)got.Status}, not {expected}");
                    if (!row.Path.Contains('{')) continue;

                    cells++;
                    var never = await Call(row, people.Clients[actor], objects, objects.Filled(row.Path, never: true));
                    if (Word(never.Status) != "absent" && !(expected == "no" && Word(never.Status) == "no")) surprises.Add($"{row.Method} {row.Path} as {actor}{objects} with an id that never was: {(int)never.Status}");
                    else if (expected == "absent" && never != got) surprises.Add($"{row.Method} {row.Path} as {actor}{objects}: {got.Size} bytes, and {never.Size} for an id that never was");
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
        var people = await RightsObjects.People(market);
        var clients = people.Clients;
        var log = market.Site.Services.GetRequiredService<IEventLog>();
        var head = await log.Head();
        var surprises = new List<string>();
        var sent = 0;
        foreach (var (actor, client) in clients)
        {
            // That the token holds: with it, a form that they have is taken.
            var (page, form) = actor is "visitor" or "client" or RightsObjects.Erased ? ("/dev/act-as", "") : ("/organisations", "switch");
            Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync(page, new FormUrlEncodedContent(await Filled(client, form)))).StatusCode);
        }
        foreach (var row in Table().Where(it => it.Method == "GET" && !it.Route.StartsWith("/api/", StringComparison.Ordinal)))
        {
            if (row.Cells.FirstOrDefault(it => it.Expected == "yes").Actor is not { } allowed) continue;
            var forms = Handler().Matches(await clients[allowed].GetStringAsync(people.Objects.Filled(row.Path))).Select(it => it.Groups[1].Value).Distinct().ToList();
            foreach (var (objects, cells) in new[] { (people.Objects, row.Cells), (people.Suspended, row.Suspended) })
                foreach (var form in forms)
                    foreach (var (actor, expected) in cells.Where(it => it.Expected != "yes"))
                    {
                        sent++;
                        var answer = await clients[actor].PostAsync(objects.Filled(row.Path), new FormUrlEncodedContent(await Filled(clients[actor], form)));
                        if (answer.StatusCode != HttpStatusCode.BadRequest && Word(answer.StatusCode) != expected) surprises.Add($"the form {form} of {row.Path} as {actor}{objects}: {(int)answer.StatusCode}, not {expected}");
                    }
        }

        output.WriteLine($"{sent} forms, {surprises.Count} surprises");
        Assert.True(surprises.Count == 0, string.Join('\n', surprises));
        Assert.True(sent > 30, $"only {sent} forms were found");
        // Whom the making of the objects concerns is told of it meanwhile.
        Assert.All((await log.After(head, 1000)).Where(it => it.Event is not PersonNotified), it => Assert.IsType<AccessDenied>(it.Event));
    }

    private static async Task<List<KeyValuePair<string, string>>> Filled(HttpClient client, string form)
    {
        var token = Token().Match(await client.GetStringAsync("/demo/act-as")).Groups[1].Value;
        return
        [
            new("_handler", form), new("__RequestVerificationToken", token), new("version", "1"), new("do", "save"), new("action", "save"), new("roles", "Admin"),
            new("email", "intruder@example.com"), new("name.en", "Intruder"), new("verification", "register_checked"), new("job", "reindex"), new("note", "Intruder"), new("reason", "Other"), new("text", "Intruder"), new("decision", "Upheld"),
        ];
    }

    private static string Word(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Forbidden => "no",
        HttpStatusCode.NotFound => "absent",
        >= HttpStatusCode.InternalServerError => "broken",
        _ => "yes",
    };

    private static async Task<(HttpStatusCode Status, int Size)> Call(Row row, HttpClient client, RightsObjects objects, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), path);
        if (row.Body != "-") request.Content = JsonContent.Create(objects.Body(row.Body));
        else if (row.Method != "GET") request.Content = JsonContent.Create(new JsonObject());
        if (row.Method != "GET") request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        var answer = await client.SendAsync(request);
        // Ids and what protects forms differ in every answer, and are as long.
        return (answer.StatusCode, Trace().Replace(await answer.Content.ReadAsStringAsync(), "").Length);
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null ? ["GET"] : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods;

    private static IReadOnlyList<Row> Table()
    {
        var (head, rows) = RightsTable.Read("rights.txt", "# method");
        var actors = head[5..^1];
        return
        [
            .. rows.Select(words => new Row(words[0], words[1], words[2], words[3], [.. actors.Zip(words[4..^1]), (RightsObjects.Erased, words[4])],
                words[^1] == "-" ? [] : [.. actors.Zip(words[^1], Letter), Letter(RightsObjects.Erased, words[^1][0])])),
        ];
    }

    private static (string, string) Letter(string actor, char letter) =>
        (actor == "editor" ? RightsObjects.SuspendedEditor : actor, letter switch { 'y' => "yes", 'n' => "no", _ => "absent" });

    [GeneratedRegex("\"traceId\":\"[^\"]*\"|[0-9A-Za-z_-]{100,}")]
    private static partial Regex Trace();

    [GeneratedRegex("name=\"_handler\" value=\"([^\"]+)\"")]
    private static partial Regex Handler();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
