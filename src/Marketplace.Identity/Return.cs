using Marketplace.Identity.Server.Protocol;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server;

/// <summary>Where somebody goes on after a step: back to the request that sent them here, always on this site.</summary>
internal static class Return
{
    /// <summary>Whoever came by themselves goes to the market, which then asks this server who they are.</summary>
    public const string Market = "/sign-in";

    public static string Or(string? asked, string otherwise = Market) => LocalUrl.IsLocal(asked) ? asked! : otherwise;

    /// <summary>
    /// After a proof the session has another id, so the market asks this server once more who is signed in before one goes on; where it is on the
    /// market's behalf that the proof was given, it does so anyway.
    /// </summary>
    public static string AfterProof(string? asked)
    {
        if (!LocalUrl.IsLocal(asked)) return Market;
        var to = asked!;
        return to.StartsWith(ConnectPaths.Authorize, StringComparison.Ordinal) && to.Contains($"client_id={OwnClient.Id}", StringComparison.Ordinal) ? to : Kept(Market, to);
    }

    /// <summary>The path with the same place to go on to.</summary>
    public static string Kept(string path, string? asked) => LocalUrl.IsLocal(asked) ? path + QueryString.Create("return", asked!) : path;
}
