using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>What an API client may be let do in this room.</summary>
internal static class ListingScopes
{
    public static readonly ApiScope Read = new("listings.read", new Bilingual("读取服务，包括本机构的草稿", "Read listings, your own drafts among them"));
    public static readonly ApiScope Write = new("listings.write", new Bilingual("起草、修改、发布和下架本机构的服务", "Draft, change, publish and withdraw your listings"));
}
