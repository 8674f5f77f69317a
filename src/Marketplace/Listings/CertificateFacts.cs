using Marketplace.Standards;

namespace Marketplace.Listings;

/// <summary>What a listing's page says of its certificates as a whole.</summary>
internal static class CertificateFacts
{
    /// <summary>Active where any of them is; null where the listing names none.</summary>
    public static EvidenceStatus? BestStatus(ListingView view) =>
        view.Certificates.Count == 0 ? null : view.Certificates.Min(it => it.Value.ToEvidence().StatusOn(view.Day));

    public static DateOnly? LastChecked(ListingView view) => view.Certificates.Max(it => it.Value.CheckedOn);
}
