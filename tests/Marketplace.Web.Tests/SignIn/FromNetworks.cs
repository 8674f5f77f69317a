using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Web.SignIn;

/// <summary>Lets requests in process come from the address that they name, as connections of machines would; before anything else sees them.</summary>
internal sealed class FromNetworks : IStartupFilter
{
    public const string Header = "X-Test-From";

    public static void Add(IServiceCollection services) => services.AddSingleton<IStartupFilter, FromNetworks>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, rest) =>
        {
            if (IPAddress.TryParse(http.Request.Headers[Header], out var address)) http.Connection.RemoteIpAddress = address;
            return rest(http);
        });
        next(app);
    };
}
