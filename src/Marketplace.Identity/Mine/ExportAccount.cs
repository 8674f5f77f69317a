using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Address;
using Marketplace.Identity.Server.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Identity.Server.Mine;

/// <summary>Everything the server keeps of somebody but secrets, as JSON, for them alone.</summary>
internal sealed class ExportAccount(UserManager<Account> accounts, AccountSessions sessions, ChangeAddress addresses, AccountLog log)
{
    public const string Path = "/account/export.json";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, async (HttpContext http, AccountSessions open, ExportAccount export) =>
    {
        if (await open.Current(http) is not { } who) return Results.LocalRedirect("/account/sign-in?return=/account");
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"account.json\"";
        return Results.Json(await export.Run(who));
    }).ExcludeFromDescription();

    public async Task<object> Run(SignedIn who)
    {
        var account = who.Account;
        return new
        {
            account.Id, account.Name, account.Email, account.EmailConfirmed, account.Language, account.CreatedAt, secondFactor = account.TwoFactorEnabled,
            passkeys = (await accounts.GetPasskeysAsync(account)).Select(it => new { it.Name, it.CreatedAt, it.IsBackedUp }),
            addressAskedFor = (await addresses.Standing(account))?.Email,
            sessions = (await sessions.Of(account)).Select(it => new { it.StartedAt, it.ProvedAt, it.SeenAt, it.Methods, it.Network, it.Device }),
            history = (await log.Latest(account, int.MaxValue)).Select(it => new { it.At, what = it.What.ToString(), it.Network, it.Device }),
        };
    }
}
