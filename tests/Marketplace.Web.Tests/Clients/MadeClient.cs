using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Web.Naughty;
using Xunit;

namespace Marketplace.Web.Clients;

/// <summary>A client as an administrator gets it from the page, and the program that uses it.</summary>
internal sealed record MadeClient(string Organisation, string Id, string Secret)
{
    public string Page => $"/organisations/{Organisation}/clients/{Id}";

    /// <summary>Made on the page by somebody who administers an organisation.</summary>
    public static async Task<MadeClient> By(HttpClient admin, params string[] scopes)
    {
        var organisation = Regex.Match(await admin.GetStringAsync("/organisations"), "/organisations/(org_[0-9A-Z]{26})").Groups[1].Value;
        var html = await Post(admin, $"/organisations/{organisation}/clients", "make", [new("name", "ERP"), .. scopes.Select(scope => KeyValuePair.Create("scopes", scope))]);
        var client = Regex.Match(html, "client_id</dt><dd[^>]*><code[^>]*>(cli_[0-9A-Z]{26})<").Groups[1].Value;
        Assert.NotEqual("", client);
        return new MadeClient(organisation, client, SecretIn(html));
    }

    public static string SecretIn(string html) => Regex.Match(html, "client_secret</dt><dd[^>]*><code[^>]*>(mks_[A-Za-z0-9_-]{43})<").Groups[1].Value;

    /// <summary>Sends a form of a page as it is shown, with these values beside what it has hidden.</summary>
    public static async Task<string> Post(HttpClient who, string page, string form, params KeyValuePair<string, string>[] values)
    {
        var shown = HtmlForm.Of(await who.GetStringAsync(page)).First(it => it.All("_handler").Contains(form));
        var hidden = shown.Hidden.Append("__RequestVerificationToken").SelectMany(name => shown.All(name).Select(value => KeyValuePair.Create(name, value)));
        var answer = await who.PostAsync(page, new FormUrlEncodedContent([.. hidden, .. values]));
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<HttpResponseMessage> Asks(HttpClient http, string? secret = null, string? scope = null)
    {
        List<KeyValuePair<string, string>> request = [new("grant_type", "client_credentials"), new("client_id", Id), new("client_secret", secret ?? Secret)];
        if (scope is not null) request.Add(new("scope", scope));
        return await http.PostAsync("/connect/token", new FormUrlEncodedContent(request));
    }

    public async Task<string> Token(HttpClient http, string? secret = null, string? scope = null)
    {
        var answer = await Asks(http, secret, scope);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!;
    }

    public static async Task<HttpResponseMessage> Call(HttpClient http, string token, HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method != HttpMethod.Get) request.Content = JsonContent.Create(body ?? new JsonObject());
        if (method == HttpMethod.Put) request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        return await http.SendAsync(request);
    }
}
