using System.Net;
using System.Text.RegularExpressions;

namespace Marketplace.Web.Naughty;

/// <summary>
/// A form as a page of this site shows it: its fields with what stands in them, found in the page and not listed by a test, so that a
/// new field is tested as soon as it is there.
/// </summary>
internal sealed partial class HtmlForm
{
    private readonly List<KeyValuePair<string, string>> values = [];
    private readonly List<string> free = [];
    private readonly List<string> hidden = [];
    private readonly HashSet<string> ticks = [];

    private HtmlForm(string html)
    {
        foreach (Match control in Control().Matches(html))
        {
            var attributes = Attributes(control.Groups["attributes"].Value);
            if (attributes.GetValueOrDefault("name") is not { Length: > 0 } name) continue;
            switch (control.Groups["tag"].Value)
            {
                case "textarea":
                    Add(name, Decoded(FirstLineEnd().Replace(control.Groups["text"].Value, "", 1)));
                    break;
                case "select":
                    AddSelected(name, control.Groups["options"].Value);
                    break;
                default:
                    AddInput(name, attributes);
                    break;
            }
        }
    }

    /// <summary>Fields that a person fills in, ticks or chooses from.</summary>
    public IReadOnlyCollection<string> Free => [.. free.Distinct()];

    /// <summary>Boxes, which are ticked whatever their text.</summary>
    public IReadOnlySet<string> Ticks => ticks;

    /// <summary>Fields that the page fills in for itself, besides the token against forged requests.</summary>
    public IReadOnlyCollection<string> Hidden => [.. hidden.Where(name => name != "__RequestVerificationToken").Distinct()];

    public IReadOnlyList<string> All(string name) => [.. values.Where(pair => pair.Key == name).Select(pair => pair.Value)];

    /// <summary>The forms of a page's own part that are sent by POST.</summary>
    public static IReadOnlyList<HtmlForm> Of(string page) =>
        [.. Form().Matches(page[page.IndexOf("<main", StringComparison.Ordinal)..]).Select(form => new HtmlForm(form.Value))];

    /// <summary>What is sent when these fields hold the text and the button is pressed.</summary>
    public HttpContent With(IReadOnlyCollection<string> fields, string text, params KeyValuePair<string, string>[] button)
    {
        KeyValuePair<string, string>[] all =
            [.. values.Where(pair => !fields.Contains(pair.Key)), .. fields.Select(field => new KeyValuePair<string, string>(field, text)), .. button];
        // The framework refuses a whole form that is URL-encoded and has NUL in it; sent in parts it reaches the fields.
        if (!text.Contains('\0')) return new FormUrlEncodedContent(all);
        return Parts(all);
    }

    /// <summary>The form in parts, so that a file can be added to it.</summary>
    public MultipartFormDataContent InParts(params KeyValuePair<string, string>[] given) =>
        Parts([.. values.Where(pair => !given.Any(one => one.Key == pair.Key)), .. given]);

    private static MultipartFormDataContent Parts(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
        return parts;
    }

    private void AddInput(string name, Dictionary<string, string> attributes)
    {
        var type = attributes.GetValueOrDefault("type", "text");
        if (type is "file" or "submit") return;
        if (type == "hidden") hidden.Add(name);
        else free.Add(name);
        if (type == "checkbox") ticks.Add(name);
        if (type is not ("radio" or "checkbox") || attributes.ContainsKey("checked")) values.Add(new(name, attributes.GetValueOrDefault("value", type == "checkbox" ? "on" : "")));
    }

    private void AddSelected(string name, string options)
    {
        var all = Option().Matches(options).Select(option => Attributes(option.Groups[1].Value)).ToList();
        var chosen = all.FirstOrDefault(option => option.ContainsKey("selected")) ?? all.FirstOrDefault();
        Add(name, chosen?.GetValueOrDefault("value", "") ?? "");
    }

    private void Add(string name, string value)
    {
        free.Add(name);
        values.Add(new(name, value));
    }

    private static Dictionary<string, string> Attributes(string text) =>
        Attribute().Matches(text).DistinctBy(it => it.Groups[1].Value).ToDictionary(it => it.Groups[1].Value, it => Decoded(it.Groups[2].Value));

    private static string Decoded(string html) => WebUtility.HtmlDecode(html);

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""<(?<tag>input)\s(?<attributes>(?:[^">]|"[^"]*")*)>|<(?<tag>textarea)\s(?<attributes>(?:[^">]|"[^"]*")*)>(?<text>.*?)</textarea>|<(?<tag>select)\s(?<attributes>(?:[^">]|"[^"]*")*)>(?<options>.*?)</select>""", RegexOptions.Singleline)]
    private static partial Regex Control();

    [GeneratedRegex("""<option\s?((?:[^">]|"[^"]*")*)>""", RegexOptions.Singleline)]
    private static partial Regex Option();

    [GeneratedRegex("""([a-zA-Z_:-]+)(?:="([^"]*)")?""")]
    private static partial Regex Attribute();

    [GeneratedRegex("^\r?\n")]
    private static partial Regex FirstLineEnd();
}
