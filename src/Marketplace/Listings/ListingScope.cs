using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>What a scope leaves of a provider's listings, in one place for every engine.</summary>
public static class ListingScope
{
    public static IReadOnlyList<Document<Listing>> Within(this IReadOnlyList<Document<Listing>> all, TenantScope scope, ProviderId provider) =>
        scope.Covers(provider) ? all : [.. all.Where(it => it.Value.Published is not null).Select(it => it with { Value = it.Value with { Draft = null } })];
}
