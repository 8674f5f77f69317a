using Marketplace.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity.Acts;

public static class SignedEvents
{
    /// <summary>Puts the name of whoever acts before the store that was chosen; so it comes after the choice.</summary>
    public static IServiceCollection SignEvents(this IServiceCollection services)
    {
        var chosen = services.Last(it => it.ServiceType == typeof(IStore));
        services.Remove(chosen);
        return services.AddSingleton<IStore>(s => new SignedStore(
            (IStore)(chosen.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, chosen.ImplementationType!)),
            s.GetRequiredService<IHttpContextAccessor>()));
    }

    /// <summary>After whatever finds out who acts, before whatever may refuse them.</summary>
    public static IApplicationBuilder UseNotedDenials(this IApplicationBuilder app) => app.UseMiddleware<NoteDenials>();
}
