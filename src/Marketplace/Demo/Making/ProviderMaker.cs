using Marketplace.Demo.Content;
using Marketplace.Providers;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

/// <summary>Makes the organisation of a firm: its registration, sites, contact and languages.</summary>
internal sealed class ProviderMaker(DemoContent content)
{
    public ProviderInput Make(FirmPlan plan)
    {
        var (dice, place) = (plan.Dice, plan.Place);
        var number = 10_000 + plan.Index;
        return new ProviderInput
        {
            Name = plan.Name,
            Country = place.RegisterCountry,
            RegistrationNumber = place.RegisterCountry == "CN" ? CreditCode.Of(dice) : $"DEMO {place.Register!.Replace("{n}", $"{number:000000}", StringComparison.Ordinal)}",
            Size = Size(dice, plan.Classes.Count),
            Sites = Sites(plan),
            Contact = Contact(dice, place, number),
            Languages = place.Languages ?? dice.One<IReadOnlyList<string>>([["zh"], ["zh", "en"], ["zh", "en"], ["zh", "en", "ja"]]),
            About = About(plan),
        };
    }

    private static SizeBand Size(Dice dice, int listings) =>
        (listings + dice.Between(-2, 2)) switch { <= 3 => SizeBand.Micro, <= 6 => SizeBand.Small, <= 9 => SizeBand.Medium, _ => SizeBand.Large };

    private List<SiteInput> Sites(FirmPlan plan)
    {
        var sites = new List<SiteInput>
        {
            new()
            {
                Id = "head", Name = new Bilingual($"{plan.City.Zh}总部", $"{plan.City.En} head office"),
                Region = plan.Place.Code, Address = Address(plan.Dice, plan.Place, plan.City),
            },
        };
        if (plan.Classes.Count < 6 || !plan.Dice.Chance(60)) return sites;

        var second = plan.Place.IsMainland && plan.Dice.Chance(50)
            ? plan.Dice.One([.. content.Places.Regions.Where(p => p.IsMainland)]) : plan.Place;
        var city = Phrase.Of(plan.Dice.One(second.Cities));
        sites.Add(new SiteInput
        {
            Id = "branch", Name = new Bilingual($"{city.Zh}分部", $"{city.En} branch"), Region = second.Code, Address = Address(plan.Dice, second, city),
        });
        return sites;
    }

    private static string Address(Dice dice, Place place, Bilingual city)
    {
        var number = dice.Between(1, 999);
        return place.IsMainland ? $"{city.Zh}市示例路{number}号（DEMO）" : $"{number} Example Road, {city.En} (DEMO)";
    }

    /// <summary>Addresses below example.org, which is kept for examples, and a number that cannot be dialled.</summary>
    private Contact Contact(Dice dice, Place place, int number) =>
        new(dice.One(place.People ?? content.Places.Contacts), $"contact@demo-{number}.example.org", $"+86 000 {number:0000 0000}", $"https://demo-{number}.example.org");

    private Bilingual About(FirmPlan plan)
    {
        var trade = Phrase.Of(content.Places.Trades[plan.Family][0]);
        var words = new Dictionary<string, Bilingual>
        {
            ["trade"] = trade with { En = trade.En!.ToLowerInvariant() }, ["region"] = Regions.NameOf(plan.Place.Code),
        };
        return Phrase.Filled(plan.Dice.One(content.Places.About), words);
    }
}
