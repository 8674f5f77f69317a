using System.Net;
using System.Net.Sockets;

namespace Marketplace.Benchmarks.Web;

internal static class Clients
{
    /// <summary>Connections stay open, nothing is followed or decompressed, and the language is English.</summary>
    public static HttpClient New(string address, bool cookies = false)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies, UseProxy = false })
        {
            BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2),
        };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }
}

internal static class Ports
{
    /// <summary>An address on this machine that nobody listens on.</summary>
    public static string Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
