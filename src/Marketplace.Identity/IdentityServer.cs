using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Address;
using Marketplace.Identity.Server.Clients;
using Marketplace.Identity.Server.Erase;
using Marketplace.Identity.Server.Keys;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Mine;
using Marketplace.Identity.Server.Outbox;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Proof;
using Marketplace.Identity.Server.Protocol;
using Marketplace.Identity.Server.Recover;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.SignIn;
using Marketplace.Identity.Server.SignUp;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Marketplace.Notices;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenIddict.Abstractions;

namespace Marketplace.Identity.Server;

/// <summary>
/// The bundled OpenID Connect server, mounted in the site unless <see cref="AuthoritySetting"/> names another one to trust. It knows accounts, how
/// they prove themselves, sessions and clients; the market is one of its clients and learns from it by the protocol alone.
/// </summary>
public static class IdentityServer
{
    public const string AuthoritySetting = "Authentication:Authority";

    /// <summary>So long is the link of a mail good.</summary>
    private static readonly TimeSpan linksLast = TimeSpan.FromHours(24);

    public static bool IsMounted(IConfiguration configuration) => string.IsNullOrEmpty(configuration[AuthoritySetting]);

    public static IServiceCollection AddIdentityServer(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (!IsMounted(configuration)) return services;
        var development = environment.IsDevelopment();
        services.AddDbContext<IdentityDb>(options => IdentityDatabase.Choose(options, configuration, environment));
        services.AddIdentityCore<Account>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.User.RequireUniqueEmail = true;
                options.SignIn.RequireConfirmedEmail = true;
                // Length and the list of common passwords decide (PasswordRules), not which characters there are.
                options.Password = new PasswordOptions
                {
                    RequiredLength = PasswordRules.ShortestBesideSecondFactor, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false, RequiredUniqueChars = 1,
                };
            })
            .AddEntityFrameworkStores<IdentityDb>().AddSignInManager().AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = linksLast);
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required");
            if (SiteAddress.Read(configuration, environment) is { } address) options.ServerDomain = address.Host;
        });
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = StrongHasher.Iterations);
        services.AddSingleton<StrongHasher>();
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Account>>(s => s.GetRequiredService<StrongHasher>()));
        services.AddAuthentication()
            .AddCookie(AccountCookie.Scheme, AccountCookie.Named("account", Session.LongestEver, development))
            .AddCookie(AccountCookie.PendingScheme, AccountCookie.Named("account-pending", AccountCookie.PendingAtMost, development))
            // Here the framework keeps what a passkey was asked, until it answers.
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, AccountCookie.Named("passkey", AccountCookie.PendingAtMost, development));
        OpenIdServer.Add(services, SiteAddress.Read(configuration, environment));
        services.AddSingleton<ISessionState, MountedSessions>();
        services.AddSingleton<IKnowFactors, MountedFactors>();
        services.AddSingleton<IClientCredentials, MountedClients>();
        return AddUseCases(services);
    }

    /// <summary>Brings the database to its layout, makes the keys and the market's own client; before the first request.</summary>
    /// <param name="market">Where the market is found; null where it is this site.</param>
    public static async Task OpenIdentityServer(this IServiceProvider services, Uri? market = null)
    {
        using var scope = services.CreateScope();
        if (scope.ServiceProvider.GetService<IdentityDb>() is not { } db) return;
        try
        {
            await IdentitySchema.Prepare(db);
        }
        catch (Exception failure) when (failure is SqliteException or Npgsql.NpgsqlException)
        {
            throw new SettingException($"The identity database cannot be opened (setting {IdentityDatabase.Setting}, or {IdentityDatabase.FileName} in Data:Path): {failure.Message}", failure);
        }

        await services.GetRequiredService<KeyRing>().Turn();
        var (configuration, clients) = (services.GetRequiredService<IConfiguration>(), scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>());
        await KeepTrustedApps.Run(clients, configuration);
        if ((market ?? SiteAddress.Read(configuration, services.GetRequiredService<IHostEnvironment>())) is { } address)
            await services.GetRequiredService<OwnClient>().Serve(clients, address);
    }

    /// <summary>After forms have been found genuine, before pages.</summary>
    public static IApplicationBuilder UseIdentityServer(this IApplicationBuilder app) =>
        IsMounted(app.ApplicationServices.GetRequiredService<IConfiguration>()) ? app.UseMiddleware<ProofBeforeForms>() : app;

    public static IEndpointRouteBuilder MapIdentityServer(this IEndpointRouteBuilder routes)
    {
        if (!IsMounted(routes.ServiceProvider.GetRequiredService<IConfiguration>())) return routes;
        ConnectEndpoints.Map(routes);
        ExportAccount.Map(routes);
        return routes;
    }

    private static IServiceCollection AddUseCases(IServiceCollection services) => services
        .AddSingleton<SignInThrottle>().AddSingleton<PasswordGate>().AddSingleton<MailThrottle>().AddSingleton<IPreviewMails, AccountLetter>().AddSingleton<Authenticator>()
        .AddSingleton<OutgoingMail>().AddHostedService(s => s.GetRequiredService<OutgoingMail>())
        .AddScoped<TakeSecurityEvents>().AddHostedService<CarrySecurityEvents>()
        .AddScoped<KeepClients>().AddScoped<AccountSessions>().AddScoped<AccountLog>().AddScoped<AccountMails>().AddScoped<PasswordCheck>()
        .AddScoped<SignInWithPassword>().AddScoped<SignInWithCode>().AddScoped<TakeCode>().AddScoped<SignInWithPasskey>()
        .AddScoped<SignUpAccount>().AddScoped<ConfirmAddress>().AddScoped<RecoverAccount>().AddScoped<ResetPassword>()
        .AddScoped<ChangeProfile>().AddScoped<ChangePassword>().AddScoped<KeepPasskeys>().AddScoped<KeepSecondFactor>().AddScoped<ExportAccount>()
        .AddSingleton<KeptFields>().AddScoped<ConfirmYourself>().AddScoped<ChangeAddress>().AddScoped<EraseAccount>();
}
