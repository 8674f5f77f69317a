using Marketplace.Accreditation;
using Marketplace.Adapters;
using Marketplace.Demo;
using Marketplace.Discovery;
using Marketplace.Disputes;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Identity.Acts;
using Marketplace.Identity.Server;
using Marketplace.Inbox;
using Marketplace.Listings;
using Marketplace.Orders;
using Marketplace.Orders.Prove;
using Marketplace.Payments;
using Marketplace.Providers;
using Marketplace.Record;
using Marketplace.Reports;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Web;
using Marketplace.Web.Errors;
using Marketplace.Web.Home;
using Marketplace.Web.Hosting;
using Marketplace.Web.Localisation;
using Marketplace.Web.OpenApi;
using Marketplace.Web.SignIn;
using Marketplace.Web.Themes;

try
{
    if (args is ["health", var address, ..]) return await AskHealth.Run(address);
    if (args is ["verify", .. var proof]) return await RunVerify.Run(proof, Console.Out);

    var builder = WebApplication.CreateBuilder(SiteOptions.From(args));
    StartRefusal.Configure(builder);
    ConsoleLog.Configure(builder);

    builder.Services.AddHost(builder.Configuration, builder.Environment);
    builder.Services.AddReaderLanguage();
    builder.Services.AddApiDocument();
    builder.Services.AddHome();
    builder.Services.AddTelemetry(builder.Configuration, builder.Environment);
    builder.Services.AddIdentity(builder.Configuration, builder.Environment);
    builder.Services.AddAdapters(builder.Configuration, builder.Environment);
    builder.Services.AddIdentityServer(builder.Configuration, builder.Environment);
    builder.Services.AddSignIn(builder.Configuration, builder.Environment);
    builder.Services.AddStorage();
    builder.Services.AddFiles();
    builder.Services.SignEvents();
    builder.Services.AddRecord();
    builder.Services.AddStandards();
    builder.Services.AddAccreditation();
    builder.Services.AddProviders();
    builder.Services.AddListings();
    builder.Services.AddDiscovery();
    builder.Services.AddOrders(builder.Configuration);
    builder.Services.AddDisputes();
    builder.Services.AddReports();
    builder.Services.AddPayments(builder.Configuration);
    builder.Services.AddInbox();
    builder.Services.AddDemo(builder.Configuration, builder.Environment);

    var app = builder.Build();

    if (args is [("export" or "import") and var word, .. var rest]) return await app.Services.Move(word, rest.FirstOrDefault(), Console.Out);
    if (args is [("reindex" or "reconcile" or "refile-orders") and var job, ..]) return await app.Services.RunJob(job, Console.Out);
    if (args is ["verify-record", .. var noted]) return await app.Services.VerifyRecord(noted, Console.Out);

    var market = IdentityAlone.Market(builder.Configuration, builder.Environment);
    app.UseHost();
    app.UseReaderLanguage();
    app.UseStatusPages();
    app.UseMiddleware<OversizedBodies>();
    InProcess.Use(app);
    app.UseRouting();
    app.UseIdentityAlone(market);
    app.UseMiddleware<JsonWritesOnly>();
    app.UseMiddleware<KnownParametersOnly>();
    RateLimits.UseAtProtocol(app);
    app.UseAuthentication();
    app.UseNotedDenials();
    app.UseMiddleware<PrivateAnswers>();
    RateLimits.Use(app);
    app.UseMiddleware<TokenGate>();
    app.UseOutputCache();
    app.UseResponseCompression();
    app.UseAntiforgery();
    app.UseMiddleware<RefusedForms>();
    app.UseIdentityServer();
    app.UseMiddleware<WholePages>();

    app.MapStaticAssets();
    app.MapReaderLanguage();
    app.MapThemes();
    app.MapHealth();
    app.MapApiDocument();
    app.MapIdentity();
    app.MapIdentityServer();
    app.MapSignIn();
    app.MapStandards();
    app.MapAccreditation();
    app.MapProviders();
    app.MapListings();
    app.MapDiscovery();
    app.MapOrders();
    app.MapDisputes();
    app.MapRecord();
    app.MapPayments();
    app.MapRazorComponents<App>().AddAdditionalAssemblies(app.Services.GetRequiredService<PageAssemblies>().All);

    // Last, so that a setting which does not hold is named before anything is opened.
    if (!await app.Services.OpenEngines()) return 1;
    await app.Services.OpenIdentityServer(market);
    await StartRefusal.RunUntilStopped(app);
    return 0;
}
catch (Exception failure) when (StartRefusal.Of(failure) is { } sentence)
{
    return StartRefusal.Say(sentence);
}
