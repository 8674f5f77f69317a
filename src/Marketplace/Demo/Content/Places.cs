namespace Marketplace.Demo.Content;

/// <summary>Where demo firms sit. Outside the mainland it brings the legal form, the currency and the languages with it.</summary>
/// <param name="Rate">Whole units of the currency for one yuan on the mainland, the higher price level included.</param>
/// <param name="Minor">Minor units of the currency in a whole one.</param>
/// <param name="People">Whom to ask in a firm here; on the mainland they come from the common list.</param>
/// <param name="Near">Regions that a firm here serves beside its own.</param>
internal sealed record Place(
    string Code, int Weight, IReadOnlyList<string> Cities, string? Country = null, string? Suffix = null, string? Currency = null,
    double Rate = 1, int Minor = 100, IReadOnlyList<string>? Languages = null, string? Register = null, IReadOnlyList<string>? Near = null, IReadOnlyList<string>? People = null)
{
    public bool IsMainland => Suffix is null;

    /// <summary>Whose register holds firms of this place.</summary>
    public string RegisterCountry => Country ?? (IsMainland ? "CN" : Code);
}

/// <summary>A firm that is always there, so that a tour of the site has somebody to act for.</summary>
internal sealed record CastFirm(string Name, string Region, string City, string Family, IReadOnlyList<string> Classes);

internal sealed record PlacesContent(
    IReadOnlyList<Place> Regions, IReadOnlyList<string> First, IReadOnlyList<string> Second, IReadOnlyList<string> Abroad,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Trades, IReadOnlyList<string> About, IReadOnlyList<string> Contacts,
    IReadOnlyList<CastFirm> Cast);
