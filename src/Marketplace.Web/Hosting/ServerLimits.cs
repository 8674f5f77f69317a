using Marketplace.Api;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Marketplace.Web.Hosting;

/// <summary>
/// How much and how slowly anybody may send. What is over the first three the server answers itself, before the site is asked, with a bare status
/// (413, 414, 431) and an end of the connection; a body that trickles is a 408 with the site's own page or problem details.
/// </summary>
internal static class ServerLimits
{
    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        var limits = server.Limits;
        limits.MaxRequestBodySize = Limits.LargestBody;
        limits.MaxRequestLineSize = Limits.LongestRequestLine;
        limits.MaxRequestHeadersTotalSize = Limits.LargestHeaders;
        limits.RequestHeadersTimeout = Limits.HeadersWithin;
        limits.MinRequestBodyDataRate = new MinDataRate(Limits.SlowestBody, Limits.GraceForBody);
    }
}
