using Marketplace.Api;
using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Marketplace.Web.Hosting;

/// <summary>
/// Refuses a body that declares itself larger than anything takes. It is let run out unread, for a browser looks at the answer only when
/// it has sent everything, and would report a broken connection instead.
/// </summary>
internal sealed class OversizedBodies(RequestDelegate next)
{
    private const long LargestRunOut = 1L << 30;

    public async Task Invoke(HttpContext http)
    {
        if (http.Request.ContentLength is not { } length || length <= Limits.LargestBody)
        {
            await next(http);
            return;
        }

        // Who waits for permission to send is answered before sending anything.
        if (length <= LargestRunOut && http.Request.Headers.Expect.Count == 0) await RunOut(http);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    }

    private static async Task RunOut(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) > 0) { }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
