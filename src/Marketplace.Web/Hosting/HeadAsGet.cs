namespace Marketplace.Web.Hosting;

/// <summary>
/// Answers HEAD with what GET would say, without its body, which the server leaves out: neither pages nor endpoints are mapped for HEAD.
/// </summary>
internal sealed class HeadAsGet(RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }

        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
        }
    }
}
