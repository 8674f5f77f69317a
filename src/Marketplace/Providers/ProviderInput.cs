using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>An organisation as it is handed in, by form or API.</summary>
public sealed record ProviderInput
{
    public Bilingual? Name { get; init; }
    public string? Country { get; init; }
    public string? RegistrationNumber { get; init; }
    public SizeBand? Size { get; init; }
    public IReadOnlyList<SiteInput>? Sites { get; init; }
    public Contact? Contact { get; init; }
    public IReadOnlyList<string>? Languages { get; init; }
    public Bilingual? About { get; init; }

    public static ProviderInput Of(Provider provider) => new()
    {
        Name = provider.Name, Country = provider.Country, RegistrationNumber = provider.RegistrationNumber, Size = provider.Size,
        Sites = [.. provider.Sites.Select(site => new SiteInput { Id = site.Id, Name = site.Name, Region = site.Region, Address = site.Address })],
        Contact = provider.Contact, Languages = provider.Languages, About = provider.About,
    };
}

/// <summary>A site as it is handed in; without an id it is a new one.</summary>
public sealed record SiteInput
{
    public string? Id { get; init; }
    public Bilingual? Name { get; init; }
    public string? Region { get; init; }
    public string? Address { get; init; }
}
