using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Marketplace.Web.Caching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Marketplace.Web.Hosting;

/// <summary>What every request passes before any room sees it.</summary>
internal static class WebHost
{
    public static IServiceCollection AddHost(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddHttpContextAccessor();
        var zone = Zone(configuration["Market:TimeZone"]);
        services.AddSingleton(s => new MarketClock(s.GetRequiredService<TimeProvider>(), zone));
        // The framework's encoder would write every Chinese character as eight bytes of entity.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddSingleton<PageAssemblies>();
        services.AddSingleton<ContentStamp>();
        PageCachePolicy.Add(services);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = (environment.IsDevelopment() ? "" : HostCookies.Prefix) + "antiforgery";
            o.Cookie.Path = "/";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
        services.ConfigureHttpJsonOptions(o => MarketJsonDefaults.Apply(o.SerializerOptions));
        services.AddHsts(o => { o.MaxAge = TimeSpan.FromDays(730); o.IncludeSubDomains = true; });
        services.Configure<KestrelServerOptions>(ServerLimits.Apply);
        services.AddSingleton<RateBuckets>();
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
        AtSiteAddress.Use(app);
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
