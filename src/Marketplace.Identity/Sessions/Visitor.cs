using Marketplace.Api;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server.Sessions;

/// <summary>From where somebody comes, and with what: enough for its owner to know a session again.</summary>
internal sealed record Visitor(string Network, string Device)
{
    private const int MostOfDevice = 200;

    public static Visitor Of(HttpContext http) => new(Networks.Of(http.Connection.RemoteIpAddress), DeviceOf(http.Request.Headers.UserAgent.ToString()));

    private static string DeviceOf(string agent) =>
        string.Concat(agent.Where(c => c is >= ' ' and < '\x7f').Take(MostOfDevice));
}
