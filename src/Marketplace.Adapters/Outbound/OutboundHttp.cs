using System.Net;
using System.Net.Sockets;

namespace Marketplace.Adapters.Outbound;

/// <summary>
/// Where every HTTP client of the product is made (ASVS 13.2.4, 15.3.2). Two profiles: addresses that the operator configured, which may be
/// inside the network, and addresses that a user supplied, which may not. Neither follows a redirect or keeps cookies. That no client is made anywhere else is held by <c>src/BannedSymbols.txt</c>.
/// </summary>
#pragma warning disable RS0030 // This is the one place.
public static class OutboundHttp
{
    /// <summary>The addresses of a host; the system's resolver, or a test's.</summary>
    public delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancel);

    /// <summary>A handler for addresses from the configuration; what else an engine needs of it is set by the caller.</summary>
    public static SocketsHttpHandler ToConfigured(TimeSpan connect) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>A client for addresses from the configuration.</summary>
    /// <param name="patience">The time for a request from its sending to its answer, body included.</param>
    public static HttpClient ClientToConfigured(TimeSpan patience, SocketsHttpHandler? handler = null) =>
        new(handler ?? ToConfigured(patience)) { Timeout = patience };

    /// <summary>
    /// A client for addresses that a user supplied: https alone, a host whose addresses are all public (<see cref="PublicAddress"/>), resolved
    /// once and connected to as resolved, so that a second answer of a hostile name server is never asked for.
    /// </summary>
    /// <exception cref="OutboundRefusedException">From each of the client's requests whose address is not such a one; nothing was sent.</exception>
    /// <param name="mostBytes">Of an answer that is read whole.</param>
    public static HttpClient ClientToSupplied(TimeSpan patience, int mostBytes, Resolve? resolve = null)
    {
        resolve ??= static (host, cancel) => Dns.GetHostAddressesAsync(host, cancel);
        var handler = ToConfigured(patience);
        // A proxy would resolve the name once more, and by itself.
        handler.UseProxy = false;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(1);
        handler.ConnectCallback = async (context, cancel) => await Connect(context.DnsEndPoint, resolve, cancel);
        return new HttpClient(new SuppliedAddresses(handler)) { Timeout = patience, MaxResponseContentBufferSize = mostBytes };
    }

    private static async ValueTask<Stream> Connect(DnsEndPoint to, Resolve resolve, CancellationToken cancel)
    {
        var addresses = await resolve(to.Host, cancel);
        if (addresses.Length == 0 || !addresses.All(PublicAddress.Is)) throw new OutboundRefusedException($"{to.Host} is not a public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Looks at an address before anything is resolved, and keeps to the versions of HTTP whose connections are made above.</summary>
    private sealed class SuppliedAddresses(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri;
            if (address is not { IsAbsoluteUri: true, Scheme: "https", UserInfo: "" }) throw new OutboundRefusedException("Only https addresses without a user's name are called.");
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException wrapped) when (Refusal(wrapped) is { } refused)
            {
                throw new OutboundRefusedException(refused.Message);
            }
        }

        private static OutboundRefusedException? Refusal(Exception? problem)
        {
            while (problem is not null and not OutboundRefusedException) problem = problem.InnerException;
            return (OutboundRefusedException?)problem;
        }
    }
}
