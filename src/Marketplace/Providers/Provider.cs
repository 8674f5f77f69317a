using System.Text.Json.Serialization;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

public enum SizeBand { Micro, Small, Medium, Large }

/// <summary>A place from which services are offered. <see cref="Region"/> is ISO 3166-2 (<c>CN-GD</c>) or a country code.</summary>
public sealed record Site(string Id, Bilingual Name, string Region, string? Address);

/// <summary>How a reader gets in touch; every field may be null but one of mail and phone is there.</summary>
public sealed record Contact(string? Person, string? Mail, string? Phone, string? Web);

/// <summary>An organisation that offers services.</summary>
[StoredAs("providers")]
public sealed record Provider
{
    public required ProviderId Id { get; init; }
    public required Bilingual Name { get; init; }
    /// <summary>ISO 3166-1 alpha-2 of the register that holds it.</summary>
    public required string Country { get; init; }
    /// <summary>In China the unified social credit code (GB 32100-2015), elsewhere the register's number.</summary>
    public required string RegistrationNumber { get; init; }
    public required SizeBand Size { get; init; }
    public required IReadOnlyList<Site> Sites { get; init; }
    public required Contact Contact { get; init; }
    /// <summary>BCP 47 tags.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
    public Bilingual? About { get; init; }
    /// <summary>Null where it is on the market.</summary>
    public Suspension? Suspension { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    public Outcome<Provider> Suspend(SuspensionReason reason, string text, string by, DateTimeOffset now) => Suspension is null
        ? this with { Suspension = new Suspension(reason, text, now, by), SavedAt = now }
        : Refusal.Because(RefusalKind.Conflict, "suspended_already", "该机构已被暂停。", "The provider is suspended already.");

    public Outcome<Provider> Restore(DateTimeOffset now) => Suspension is not null
        ? this with { Suspension = null, SavedAt = now }
        : Refusal.Because(RefusalKind.Conflict, "not_suspended", "该机构未被暂停。", "The provider is not suspended.");
}

public sealed record ProviderSaved(ProviderId Provider) : MarketEvent
{
    public override string Subject => Provider.Value;
}
