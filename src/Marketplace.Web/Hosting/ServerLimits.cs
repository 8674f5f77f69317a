using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Marketplace.Web.Hosting;

/// <summary>
/// How much and how slowly anybody may send. What is over the first three the server answers itself, before the site is asked, with a bare status
/// (413, 414, 431) and an end of the connection; a body that trickles is a 408 with the site's own page or problem details.
/// </summary>
internal static class ServerLimits
{
    /// <summary>The largest body that any endpoint may ask for; JSON bodies are held to less.</summary>
    public const long LargestBody = 32 << 20;

    /// <summary>Room for every filter of a search at once, and the cursor.</summary>
    private const int LongestRequestLine = 16 * 1024;

    private const int LargestHeaders = 32 * 1024;

    /// <summary>Headers are sent in one go; who takes longer holds a connection for nothing.</summary>
    private static readonly TimeSpan headersWithin = TimeSpan.FromSeconds(10);

    /// <summary>A bad mobile line does better (bytes per second); at less, the largest body would hold its connection for half a day.</summary>
    private const double SlowestBody = 1024;

    private static readonly TimeSpan graceForBody = TimeSpan.FromSeconds(5);

    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        var limits = server.Limits;
        limits.MaxRequestBodySize = LargestBody;
        limits.MaxRequestLineSize = LongestRequestLine;
        limits.MaxRequestHeadersTotalSize = LargestHeaders;
        limits.RequestHeadersTimeout = headersWithin;
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, graceForBody);
    }
}
