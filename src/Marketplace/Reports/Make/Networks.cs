using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Reports.Make;

internal static class Networks
{
    /// <summary>Where a request comes from: an IPv4 address, or the /64 of an IPv6 one, which is what one household or office has.</summary>
    public static string Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return "local";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
