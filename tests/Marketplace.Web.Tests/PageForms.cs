using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Marketplace.Web;

/// <summary>A file as a browser sends it with a form.</summary>
internal sealed record SentFile(string Field, string Name, string MediaType, byte[] Bytes);

/// <summary>Sends forms of pages as browsers do: with the token and the hidden fields of the page as it is shown.</summary>
internal static partial class PageForms
{
    public static async Task<HttpResponseMessage> PostForm(this HttpClient client, string page, string form, params (string Name, string Value)[] values) =>
        await client.PostAsync(page, new FormUrlEncodedContent(await Filled(client, page, form, values)));

    public static async Task<HttpResponseMessage> PostForm(this HttpClient client, string page, string form, SentFile file, params (string Name, string Value)[] values)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in await Filled(client, page, form, values)) content.Add(new StringContent(value), name);
        var bytes = new ByteArrayContent(file.Bytes);
        bytes.Headers.ContentType = MediaTypeHeaderValue.Parse(file.MediaType);
        content.Add(bytes, file.Field, file.Name);
        return await client.PostAsync(page, content);
    }

    /// <summary>Where an answer leads.</summary>
    public static string LeadsTo(this HttpResponseMessage answer) => new Uri(new Uri("http://localhost"), answer.Headers.Location!).PathAndQuery;

    private static async Task<List<KeyValuePair<string, string>>> Filled(HttpClient client, string page, string form, (string Name, string Value)[] values)
    {
        var html = await (await client.GetAsync(page)).Content.ReadAsStringAsync();
        var hidden = Hidden().Matches(html).Select(it => KeyValuePair.Create(it.Groups[1].Value, it.Groups[2].Value)).DistinctBy(it => it.Key);
        return
        [
            new("_handler", form), new("__RequestVerificationToken", Token().Match(html).Groups[1].Value),
            .. hidden.Where(it => values.All(value => value.Name != it.Key)), .. values.Select(it => KeyValuePair.Create(it.Name, it.Value)),
        ];
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("<input type=\"hidden\" name=\"(command|version)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
