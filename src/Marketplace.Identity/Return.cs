using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server;

/// <summary>Where somebody goes on after a step: back to the request that sent them here, always on this site.</summary>
internal static class Return
{
    /// <summary>Whoever came by themselves goes to the market, which then asks this server who they are.</summary>
    public const string Market = "/sign-in";

    public static string Or(string? asked, string otherwise = Market) => LocalUrl.IsLocal(asked) ? asked! : otherwise;

    /// <summary>The path with the same place to go on to.</summary>
    public static string Kept(string path, string? asked) => LocalUrl.IsLocal(asked) ? path + QueryString.Create("return", asked!) : path;
}
