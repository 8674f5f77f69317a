using System.Net;
using System.Net.Sockets;

namespace Marketplace.Adapters.Outbound;

/// <summary>
/// Which addresses are anybody's on the internet: all but those that IANA's special-purpose registries (RFC 6890 and its successors) keep for
/// hosts, links, private networks, documentation, benchmarks, multicast, translation and tunnels, through which a request would come back inside.
/// </summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] specialOf4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The only part of IPv6 that is given out for use on the internet.</summary>
    private static readonly IPNetwork unicastOf6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] specialOf6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return !specialOf4.Any(it => it.Contains(address));
        return address.AddressFamily == AddressFamily.InterNetworkV6 && unicastOf6.Contains(address) && !specialOf6.Any(it => it.Contains(address)) && !IsIsatap(address);
    }

    /// <summary>An interface identifier that holds an IPv4 address (RFC 5214) and so leads into that network, whatever the prefix.</summary>
    private static bool IsIsatap(IPAddress address) => address.GetAddressBytes().AsSpan(8, 4) is [0 or 2, 0, 0x5E, 0xFE];
}
