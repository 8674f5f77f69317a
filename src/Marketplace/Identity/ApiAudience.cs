namespace Marketplace.Identity;

/// <summary>What an access token for the API names as its audience (RFC 9068): the API at the site's address, and not the site, for which people's tokens are.</summary>
public static class ApiAudience
{
    public static string At(string address) => address.TrimEnd('/') + "/api/v1";
}
