using System.Reflection;
using Marketplace.Identity.Server.Mine;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity.Server.Proof;

/// <summary>
/// A form of a page with <see cref="FreshProofAttribute"/> that is sent without a fresh proof does nothing: its sender is led to give one, and
/// comes back with what they typed. It comes before the page, which could only answer that it has no such form.
/// </summary>
internal sealed class ProofBeforeForms(RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType
            || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type.GetCustomAttribute<FreshProofAttribute>() is not { } wants)
        {
            await next(http);
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var services = http.RequestServices;
        var who = await services.GetRequiredService<AccountSessions>().Current(http);
        if (who is null) http.Response.Redirect(Return.Kept("/account/sign-in", http.Request.Path));
        else if (wants.Forms is { } prefix && !form["_handler"].ToString().StartsWith(prefix, StringComparison.Ordinal)) await next(http);
        else if (who.Session.WasProved(services.GetRequiredService<SignInClock>().Now, RecentProof.GoodFor)) await next(http);
        else
        {
            var typed = services.GetRequiredService<KeptFields>().Seal(who.Account.Id, form, wants.Keeps);
            http.Response.Redirect(Return.Kept(MinePage.ProofPath, http.Request.Path + (typed is null ? QueryString.Empty : QueryString.Create(KeptFields.Parameter, typed))));
        }
    }
}
