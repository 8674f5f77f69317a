using Marketplace.Accreditation;
using Marketplace.Listings;
using Marketplace.Standards;

namespace Marketplace.Discovery.Indexing;

/// <summary>The verdicts of a listing over all days.</summary>
internal static class VerdictSpans
{
    public static IReadOnlyList<VerdictSpan> Of(Specification specification, ListingContent content, IReadOnlyList<Certificate> certificates) =>
        [.. Conformity.Spans(specification, content.Answers, [.. certificates.Select(c => c.ToEvidence())])
            .Select(s => new VerdictSpan(s.From, s.Until, s.Overall, s.Basis))];
}
