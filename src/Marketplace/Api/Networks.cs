using System.Net;
using System.Net.Sockets;

namespace Marketplace.Api;

/// <summary>Whose requests are taken for those of one household, office or machine room.</summary>
public static class Networks
{
    private const int BitsOf6 = 64;

    /// <summary>The /64 of an IPv6 address; of an IPv4 one the address itself, or the network of so many bits (whole bytes of them) in which it lies.</summary>
    public static string Of(IPAddress? address, int bitsOf4 = 32)
    {
        if (address is null) return "local";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bits = address.AddressFamily == AddressFamily.InterNetworkV6 ? BitsOf6 : bitsOf4;
        var bytes = address.GetAddressBytes();
        if (bits == bytes.Length * 8) return address.ToString();
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return $"{new IPAddress(bytes)}/{bits}";
    }
}
