using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Providers;

/// <summary>The form of a provider as it was typed, so that nothing is lost when something in it is wrong.</summary>
public sealed class ProviderForm(IReadOnlyDictionary<string, string> values, IReadOnlyList<string> languages, int sites)
{
    // In the order of the form: languages are asked for between the two, sites at the end.
    private static readonly string[] organisation = ["name.zh", "name.en", "country", "registrationNumber", "size"];
    private static readonly string[] contact = ["about.zh", "about.en", "contact.person", "contact.mail", "contact.phone", "contact.web"];

    private static readonly string[] siteFields = ["id", "name.zh", "name.en", "region", "address"];

    public string this[string name] => values.GetValueOrDefault(name, "");

    public IReadOnlyList<string> Languages => languages;

    public int Sites => sites;

    private IEnumerable<string> Fields => values.Keys;

    public static string Site(int i, string field) => $"sites[{i}].{field}";

    public static ProviderForm Empty() => new(new Dictionary<string, string> { ["country"] = "CN" }, ["zh"], 1);

    public static ProviderForm Of(Provider it)
    {
        var values = new Dictionary<string, string?>
        {
            ["name.zh"] = it.Name.Zh, ["name.en"] = it.Name.En, ["country"] = it.Country, ["registrationNumber"] = it.RegistrationNumber,
            ["size"] = it.Size.ToString(), ["contact.person"] = it.Contact.Person, ["contact.mail"] = it.Contact.Mail,
            ["contact.phone"] = it.Contact.Phone, ["contact.web"] = it.Contact.Web, ["about.zh"] = it.About?.Zh, ["about.en"] = it.About?.En,
        };
        foreach (var (site, i) in it.Sites.Select((site, i) => (site, i)))
            (values[Site(i, "id")], values[Site(i, "name.zh")], values[Site(i, "name.en")], values[Site(i, "region")], values[Site(i, "address")]) =
                (site.Id, site.Name.Zh, site.Name.En, site.Region, site.Address);
        return new ProviderForm(values.ToDictionary(pair => pair.Key, pair => pair.Value ?? ""), it.Languages, it.Sites.Count);
    }

    public static ProviderForm From(IFormCollection form)
    {
        var sites = Math.Clamp(int.TryParse(form["sites"], out var count) ? count : 1, 1, ProfileCheck.MostSites);
        if (form["action"] == "site" && sites < ProfileCheck.MostSites) sites++;
        var all = organisation.Concat(contact).Concat(Enumerable.Range(0, sites).SelectMany(FieldsOfSite));
        var more = form["languages.more"].ToString().Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries);
        return new ProviderForm(
            all.ToDictionary(name => name, name => CleanText.WithPlainLineEnds(form[name].ToString())),
            [.. form["languages"].OfType<string>().Concat(more).Distinct()], sites);
    }

    public ProviderInput Read() => new()
    {
        Name = Both("name"), Country = this["country"], RegistrationNumber = this["registrationNumber"],
        Size = SizeNamed(this["size"]),
        Sites = [.. Enumerable.Range(0, sites).Where(Filled).Select(SiteInput)],
        Contact = new Contact(this["contact.person"], this["contact.mail"], this["contact.phone"], this["contact.web"]),
        Languages = languages, About = Both("about"),
    };

    /// <summary>Where the sites of the input stand in the form, since empty ones are left out; in the order in which a reader meets the fields.</summary>
    public Refusal AtFields(Refusal refusal)
    {
        var filled = Enumerable.Range(0, sites).Where(Filled).ToList();
        var placed = refusal.Problems.Select(problem => problem with { Field = AtField(problem.Field, filled) });
        // What concerns no field comes first.
        string[] inOrder = [.. organisation, "languages", "languages.more", .. contact, .. Enumerable.Range(0, sites).SelectMany(FieldsOfSite)];
        return refusal with { Problems = [.. placed.OrderBy(problem => Array.IndexOf(inOrder, problem.Field))] };
    }

    /// <summary>Fields that read differently in the two, with both readings.</summary>
    public IReadOnlyList<(string Field, string Yours, string Theirs)> DifferencesFrom(ProviderForm theirs)
    {
        var fields = Fields.Union(theirs.Fields).Where(field => field is not ("country" or "registrationNumber"));
        var differing = fields.Where(field => this[field].Trim() != theirs[field].Trim()).Select(field => (field, this[field], theirs[field])).ToList();
        if (!languages.SequenceEqual(theirs.Languages)) differing.Add(("languages", string.Join(' ', languages), string.Join(' ', theirs.Languages)));
        return differing;
    }

    private static IEnumerable<string> FieldsOfSite(int i) => siteFields.Select(field => Site(i, field));

    private bool Filled(int i) => siteFields.Any(field => !string.IsNullOrWhiteSpace(this[Site(i, field)]));

    private SiteInput SiteInput(int i) => new()
    {
        Id = this[Site(i, "id")], Name = new Bilingual(this[Site(i, "name.zh")], this[Site(i, "name.en")]),
        Region = this[Site(i, "region")], Address = this[Site(i, "address")],
    };

    /// <summary>By its name alone; a number would name one as well, if the framework read it.</summary>
    private static SizeBand? SizeNamed(string name)
    {
        foreach (var size in Enum.GetValues<SizeBand>())
            if (size.ToString().Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) return size;
        return null;
    }

    private Bilingual Both(string name) => new(this[name + ".zh"], this[name + ".en"]);

    private static string? AtField(string? field, List<int> filled)
    {
        if (field is null) return null;
        if (field.StartsWith("languages[", StringComparison.Ordinal)) return "languages.more";
        if (field == "sites") return Site(0, "name.zh");
        if (field is "name" or "about") return field + ".zh";
        if (!field.StartsWith("sites[", StringComparison.Ordinal)) return field;
        var end = field.IndexOf(']', StringComparison.Ordinal);
        var at = Site(filled[int.Parse(field[6..end])], field[(end + 2)..]);
        return at.EndsWith(".name", StringComparison.Ordinal) ? at + ".zh" : at;
    }
}
