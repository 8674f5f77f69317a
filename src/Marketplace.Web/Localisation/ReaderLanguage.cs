using System.Globalization;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;

namespace Marketplace.Web.Localisation;

/// <summary>
/// The language of a request: <c>?lang=zh|en</c> for this one, else the remembered choice (cookie), else <c>Accept-Language</c>, else English.
/// </summary>
internal static class ReaderLanguage
{
    public const string Name = "lang";

    // Read-only ones: of others the framework makes a copy for every request, which forgets what it knew of numbers and months.
    private static readonly CultureInfo[] Cultures = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("zh-CN")];

    public static IServiceCollection AddReaderLanguage(this IServiceCollection services)
    {
        services.AddSingleton<IStringLocalizerFactory, Wordbooks>();
        services.AddTransient(typeof(IStringLocalizer<>), typeof(StringLocalizer<>));
        return services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Cultures[0]);
            options.SupportedCultures = Cultures;
            options.SupportedUICultures = Cultures;
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(http => Chosen(http.Request.Query[Name])),
                new CustomRequestCultureProvider(http => Chosen(HostCookies.Of(http).GetRequestCookie(http, Name))),
                new CustomRequestCultureProvider(http => Task.FromResult(AcceptLanguage.Prefers(http.Request))),
            ];
        });
    }

    public static WebApplication UseReaderLanguage(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use((http, next) =>
        {
            http.Response.Headers.ContentLanguage = Languages.Current.Code();
            return next();
        });
        return app;
    }

    /// <summary>Remembers a choice and goes back to where the reader was.</summary>
    public static void MapReaderLanguage(this WebApplication app) =>
        app.MapGet("/language/{code:regex(^(zh|en)$)}", (HttpContext http, string code, string? back) =>
        {
            HostCookies.Of(http).AppendResponseCookie(http, Name, code, new CookieOptions { SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
            return Results.LocalRedirect(LocalUrl.OrHome(back));
        }).ExcludeFromDescription();

    private static Task<ProviderCultureResult?> Chosen(string? code) => Task.FromResult(code switch
    {
        "zh" => new ProviderCultureResult("zh-CN"),
        "en" => new ProviderCultureResult("en"),
        _ => null,
    });
}
