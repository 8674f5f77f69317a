using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Marketplace.DesignSystem.Forms;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Naughty;

/// <summary>
/// Puts a text into every field of a page's form and sends it: what is refused must be named at its field and leave nothing behind; the
/// fields that were not refused are sent again until they are taken, and then must stand in the form exactly as they are kept.
/// </summary>
internal sealed partial class FormTrial(Site site, HttpClient client, string page, KeyValuePair<string, string> button)
{
    private const int MostRounds = 12;

    private readonly IEventLog log = site.Services.GetRequiredService<IEventLog>();

    /// <param name="staysForm">
    /// The page shows the same form again after it was taken, with what was taken in it. Otherwise it is an empty form that wants more than
    /// one text in it can give, and is refused.
    /// </param>
    /// <returns>How many fields took the text.</returns>
    public async Task<int> Run(string text, bool staysForm)
    {
        var form = await Shown();
        var asked = form.Free.ToList();
        for (var round = 0; round < MostRounds && asked.Count > 0; round++)
        {
            var head = await log.Head();
            var answer = await client.PostAsync(page, form.With(asked, text, button));
            var said = $"{page} said {(int)answer.StatusCode} to {Shortened(text)} in {string.Join(", ", asked.Take(8))}";
            Assert.True((int)answer.StatusCode < 500, said);
            if (answer.StatusCode == HttpStatusCode.Redirect)
            {
                Assert.True(staysForm, said + ", and took it");
                Matches(await Shown(), asked, text);
                return asked.Count;
            }

            Assert.True(head == await log.Head(), said + ", and stored something");
            var html = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
            var refused = Refused(html);
            Assert.True(refused.Count > 0, said + ", without naming a field");
            if (!staysForm) return 0;
            var left = asked.Where(field => !refused.Any(id => Concerns(id, field))).ToList();
            // Alone, what is left of a group may not do: an amount without its currency, a row without what it must have.
            if (left.Count == asked.Count) left = [.. asked.Where(field => !refused.Any(id => Concerns(id, Parent(field))))];
            Assert.True(left.Count < asked.Count, $"{said}, naming only {string.Join(", ", refused)}");
            asked = left;
        }

        Assert.True(asked.Count == 0, $"{page} named other fields each time for {Shortened(text)}");
        return 0;
    }

    /// <summary>What a page fills in for itself comes back bent: it is refused or does not matter, but nothing breaks.</summary>
    public async Task Bend(string text)
    {
        var form = await Shown();
        foreach (var field in form.Hidden)
        {
            var answer = await client.PostAsync(page, form.With([field], text, button));
            Assert.True((int)answer.StatusCode < 500, $"{page} said {(int)answer.StatusCode} to {Shortened(text)} in {field}");
            form = await Shown();
        }
    }

    /// <summary>Each text in each field by itself, those that the page fills in among them, as long as the page shows a form: it is taken or refused, and nothing breaks.</summary>
    /// <returns>How often something was sent.</returns>
    public static async Task<int> OneByOne(HttpClient client, string page, IEnumerable<string> texts, params KeyValuePair<string, string>[] button)
    {
        var sent = 0;
        foreach (var text in texts)
        {
            if (HtmlForm.Of(await client.GetStringAsync(page)) is not [var form, ..]) return sent;
            foreach (var field in form.Free.Concat(form.Hidden))
            {
                // The page of the demo sends its form to the developers' address.
                var answer = await client.PostAsync(page.Replace("/demo/", "/dev/", StringComparison.Ordinal), form.With([field], text, button));
                Assert.True((int)answer.StatusCode is >= 200 and < 500, $"{page} said {(int)answer.StatusCode} to {Shortened(text)} in {field}");
                Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
                sent++;
            }
        }

        return sent;
    }

    private async Task<HtmlForm> Shown() => HtmlForm.Of(await client.GetStringAsync(page))[0];

    private void Matches(HtmlForm shown, IEnumerable<string> fields, string text)
    {
        foreach (var field in fields.Where(field => shown.Free.Contains(field) && !shown.Ticks.Contains(field)))
        {
            var stands = shown.All(field);
            Assert.True(stands.Any(value => IsKept(text, value)) || IsBlank(text),
                $"{page}: {field} took {Shortened(text)} and holds {string.Join(" | ", stands.Select(Shortened))}");
        }
    }

    /// <summary>A figure is kept as a number, anything else in its one normal form.</summary>
    private static bool IsKept(string text, string value) =>
        value == CleanText.Normalise(text)
        || (Figure(text) is { } a && Figure(value) is { } b && a == b)
        || value.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase);

    private static decimal? Figure(string text) =>
        decimal.TryParse(CleanText.Compatible(text), NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsBlank(string text) => string.IsNullOrWhiteSpace(text);

    private static HashSet<string> Refused(string html) =>
        html.IndexOf("id=\"error-summary\"", StringComparison.Ordinal) is >= 0 and var at
            ? [.. Link().Matches(html[at..html.IndexOf("</ul>", at, StringComparison.Ordinal)]).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value))]
            : [];

    private static bool Concerns(string refused, string field)
    {
        var id = FieldIds.Of(field);
        return refused == id || refused.StartsWith(id + "-", StringComparison.Ordinal) || id.StartsWith(refused + "-", StringComparison.Ordinal);
    }

    private static string Parent(string field) => field.LastIndexOf('.') is > 0 and var dot ? field[..dot] : field;

    private static string Shortened(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Take(60)) shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:X4}" : c);
        return $"\"{shown}\"";
    }

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Link();
}
