using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server.Sessions;

/// <summary>From where somebody comes, and with what: enough for its owner to know a session again.</summary>
internal sealed record Visitor(string Network, string Device)
{
    private const int MostOfDevice = 200;

    public static Visitor Of(HttpContext http) => new(NetworkOf(http.Connection.RemoteIpAddress), DeviceOf(http.Request.Headers.UserAgent.ToString()));

    /// <summary>An IPv4 address, or the /64 of an IPv6 one, which is what one household or office has.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null) return "local";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }

    private static string DeviceOf(string agent) =>
        string.Concat(agent.Where(c => c is >= ' ' and < '\x7f').Take(MostOfDevice));
}
