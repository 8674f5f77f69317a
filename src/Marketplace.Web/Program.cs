using Marketplace.Accreditation;
using Marketplace.Adapters;
using Marketplace.Demo;
using Marketplace.Discovery;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Web;
using Marketplace.Web.Errors;
using Marketplace.Web.Home;
using Marketplace.Web.Hosting;
using Marketplace.Web.Localisation;
using Marketplace.Web.OpenApi;
using Marketplace.Web.Themes;

try
{
    var builder = WebApplication.CreateBuilder(SiteOptions.From(args));
    StartRefusal.Configure(builder);

    builder.Services.AddHost(builder.Configuration);
    builder.Services.AddReaderLanguage();
    builder.Services.AddApiDocument();
    builder.Services.AddHome();
    builder.Services.AddTelemetry(builder.Configuration);
    builder.Services.AddIdentity(builder.Configuration, builder.Environment);
    builder.Services.AddAdapters(builder.Configuration, builder.Environment);
    builder.Services.AddStorage();
    builder.Services.AddStandards();
    builder.Services.AddAccreditation();
    builder.Services.AddProviders();
    builder.Services.AddListings();
    builder.Services.AddDiscovery();
    builder.Services.AddDemo(builder.Configuration, builder.Environment);

    var app = builder.Build();

    if (args is ["reindex", ..]) return await app.Services.RunJob("reindex", Console.Out);
    if (!await app.Services.OpenEngines()) return 1;

    app.UseHost();
    app.UseReaderLanguage();
    app.UseStatusPages();
    app.UseRouting();
    app.UseMiddleware<JsonWritesOnly>();
    app.UseAuthentication();
    app.UseOutputCache();
    app.UseResponseCompression();
    app.UseAntiforgery();

    app.MapStaticAssets();
    app.MapReaderLanguage();
    app.MapThemes();
    app.MapHealth();
    app.MapApiDocument();
    app.MapIdentity();
    app.MapStandards();
    app.MapAccreditation();
    app.MapProviders();
    app.MapListings();
    app.MapDiscovery();
    app.MapRazorComponents<App>().AddAdditionalAssemblies(typeof(Actor).Assembly);

    await StartRefusal.RunUntilStopped(app);
    return 0;
}
catch (Exception failure) when (StartRefusal.Of(failure) is { } sentence)
{
    return StartRefusal.Say(sentence);
}
