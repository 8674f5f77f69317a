using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>
/// What an order was placed on, as one canonical JSON document (members in ordinal order, no white space) with its SHA-256. It is written with the
/// order and never again. Its id is the order's.
/// </summary>
[StoredAs("order_evidence")]
public sealed record OrderEvidence(string Json, string Hash)
{
    /// <summary>Whether the document is still the one that the hash was taken of.</summary>
    public bool IsWhole => FrozenText.HashOf(Json) == Hash;

    public FrozenOrder Read() => JsonSerializer.Deserialize<FrozenOrder>(Json, MarketJson.Options)!;

    public static OrderEvidence Of(FrozenOrder frozen)
    {
        var json = FrozenText.Of(frozen);
        return new OrderEvidence(json, FrozenText.HashOf(json));
    }
}

/// <summary>The one form in which a document is written whose hash stands elsewhere.</summary>
internal static class FrozenText
{
    public static string Of<T>(T frozen) => Encoding.UTF8.GetString(CanonicalJson.Bytes(JsonSerializer.SerializeToElement(frozen, MarketJson.Options)));

    public static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}

/// <summary>What is kept of everything that an order rests on, as it was on the day.</summary>
public sealed record FrozenOrder(
    string Format, OrderId Order, DateTimeOffset PlacedAt, DateOnly Day, FrozenParty Provider, FrozenBuyer Buyer, FrozenListing Listing,
    Verdict Verdict, Basis Basis, IReadOnlyList<RequirementVerdict> Requirements, IReadOnlyList<FrozenCertificate> Certificates,
    FrozenPrice Price, ContractFacts Contract, PurchaseDetails Purchase, string? Scope, string? Terms, FrozenSearch? Search)
{
    public const string Format1 = "plumbline-order/1";
}

public sealed record FrozenParty(ProviderId Id, Bilingual Name, string Country, string RegistrationNumber);

public sealed record FrozenBuyer(OrganisationId Id, Bilingual Name);

/// <param name="Version">The version of the listing's document, at which it can still be read.</param>
/// <param name="Specification">SHA-256 of the specification's definition.</param>
public sealed record FrozenListing(ListingId Id, long Version, string Class, int Edition, string Specification, Bilingual Title, IReadOnlyList<string> Sites, Answers Answers);

public sealed record FrozenCertificate(
    CertificateId Id, long Version, string Number, string Issuer, string? StandardId, string? Permit, IReadOnlyList<string> Marks, EvidenceStatus Status,
    DateOnly ValidFrom, DateOnly? ValidUntil, Verification Verification, DateOnly? CheckedOn, IReadOnlyList<ScopeLine> ScopeLines)
{
    public static FrozenCertificate Of(Document<Certificate> kept, DateOnly day)
    {
        var it = kept.Value;
        return new(it.Id, kept.Version, it.Number, it.Issuer, it.StandardId, it.Permit, it.Marks, it.ToEvidence().StatusOn(day),
            it.ValidFrom, it.ValidUntil, it.Verification, it.CheckedOn, it.ScopeLines);
    }
}

public sealed record FrozenPrice(OrderWay Way, OfferId? Offer, int? OfferVersion, int Quantity, Money Net, Money Vat, Money Total, IReadOnlyList<MilestoneTerms> Milestones);

/// <summary>The search that led to the listing, as the site itself says it; what a caller claims to have searched for is no part of it.</summary>
public sealed record FrozenSearch(string Address, Bilingual Sentence);
