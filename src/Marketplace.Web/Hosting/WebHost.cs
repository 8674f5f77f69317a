using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Marketplace.Web.Caching;
using Microsoft.AspNetCore.ResponseCompression;

namespace Marketplace.Web.Hosting;

/// <summary>What every request passes before any room sees it.</summary>
internal static class WebHost
{
    /// <summary>The largest body that any endpoint may ask for; JSON bodies are held to less.</summary>
    private const long LargestBody = 32 << 20;

    public static IServiceCollection AddHost(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpContextAccessor();
        var zone = Zone(configuration["Market:TimeZone"]);
        services.AddSingleton(s => new MarketClock(s.GetRequiredService<TimeProvider>(), zone));
        // The framework's encoder would write every Chinese character as eight bytes of entity.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddSingleton<ContentStamp>();
        PageCachePolicy.Add(services);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "antiforgery";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.ConfigureHttpJsonOptions(o => MarketJsonDefaults.Apply(o.SerializerOptions));
        services.AddHsts(o => { o.MaxAge = TimeSpan.FromDays(730); o.IncludeSubDomains = true; });
        services.Configure<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = LargestBody;
            o.Limits.MaxRequestLineSize = 16 * 1024;
        });
        return services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.Providers.Add<BufferedBrotli>();
            o.Providers.Add<GzipCompressionProvider>();
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml"];
        })
        .Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
    }

    public static WebApplication UseHost(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<HeadAsGet>();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        return app;
    }

    private static TimeZoneInfo Zone(string? id)
    {
        if (string.IsNullOrWhiteSpace(id)) id = "Asia/Shanghai";
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw new SettingException($"Market:TimeZone is \"{id}\"; it must be a time zone that this machine knows, such as Asia/Shanghai.");
    }
}
