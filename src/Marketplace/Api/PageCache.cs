namespace Marketplace.Api;

/// <summary>
/// The name of the policy by which a page that is the same for every anonymous reader is kept until something changes:
/// <c>@attribute [OutputCache(PolicyName = PageCache.Policy)]</c>.
/// </summary>
public static class PageCache
{
    public const string Policy = "page";
}
