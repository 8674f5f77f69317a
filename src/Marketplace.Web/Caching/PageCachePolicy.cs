using Marketplace.Api;
using Marketplace.Demo;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Marketplace.Web.Themes;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Primitives;

namespace Marketplace.Web.Caching;

/// <summary>
/// Keeps what anonymous readers are shown, per address, language, theme, encoding and <see cref="ContentStamp"/>; never anything that
/// carries a cookie or a token, nor anything for somebody who acts.
/// </summary>
internal sealed class PageCachePolicy : IOutputCachePolicy
{
    private const long KeptAtMost = 24 << 20;

    public static void Add(IServiceCollection services) => services.AddOutputCache(options =>
    {
        options.SizeLimit = KeptAtMost;
        options.MaximumBodySize = 1 << 20;
        options.AddPolicy(PageCache.Policy, new PageCachePolicy());
    });

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var keeps = HttpMethods.IsGet(http.Request.Method)
            && !http.RequestServices.GetRequiredService<CurrentActor>().Value.IsSomebody
            // A page says how far the demo data has come, which no stamp follows.
            && !http.RequestServices.GetRequiredService<IDemoProgress>().IsLoading;
        context.EnableOutputCaching = keeps;
        context.AllowCacheLookup = keeps;
        context.AllowCacheStorage = keeps;
        context.AllowLocking = keeps;
        if (!keeps) return;

        context.ResponseExpirationTimeSpan = TimeSpan.FromHours(1);
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["language"] = Languages.Current.Code();
        context.CacheVaryByRules.VaryByValues["theme"] = Theme.Of(http) ?? "system";
        context.CacheVaryByRules.VaryByValues["encoding"] = Encoding(http);
        context.CacheVaryByRules.VaryByValues["stamp"] = await http.RequestServices.GetRequiredService<ContentStamp>().Now(cancellation);
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK
            || !StringValues.IsNullOrEmpty(response.Headers.SetCookie)
            || response.GetTypedHeaders().CacheControl?.NoStore == true)
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The one in which the answer will be compressed, by the very rules that compression goes by.</summary>
    private static string Encoding(HttpContext http) =>
        http.RequestServices.GetRequiredService<IResponseCompressionProvider>().GetCompressionProvider(http)?.EncodingName ?? "identity";
}
