using Marketplace.Identity.ActAs;
using Marketplace.Identity.Clients;
using Marketplace.Identity.Forget;
using Marketplace.Identity.Invitations;
using Marketplace.Identity.Onboarding;
using Marketplace.Identity.Organisations;
using Marketplace.Identity.SignIn;
using Marketplace.Identity.Staff;
using Marketplace.Notices;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Identity;

public static class IdentityRoom
{
    /// <summary>Setting: offer demo people to act as, and a clock to set. Development has it on; elsewhere it refuses to start.</summary>
    public const string ActAsSetting = "Demo:ActAs";

    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddScoped<CurrentActor>();
        services.AddSingleton<WhoActs>();
        services.AddScoped<SpeakFor>();
        services.AddSingleton<RecentProof>();
        services.AddSingleton(MappedClients.Read(configuration)).AddSingleton<ClientActs>().AddSingleton<IKnowPeople, ClientNames>();
        services.AddScoped<OwnClients>().AddScoped<ShowClients>().AddScoped<MakeClient>().AddScoped<RenewSecret>().AddScoped<RevokeClient>();
        services.AddScoped<OwnOrganisation>().AddScoped<FoundOrganisation>().AddScoped<ShowOrganisation>().AddScoped<ChangeRoles>().AddScoped<RemoveMember>();
        services.AddScoped<InvitePerson>().AddScoped<WithdrawInvitation>().AddScoped<AcceptInvitation>();
        services.AddSingleton<InvitationSeal>().AddSingleton<SiteLinks>().AddSingleton<InvitationLetter>().AddSingleton<IPreviewMails, InvitationLetter>().AddSingleton<IHear, SendInvitations>();
        services.AddScoped<ShowStaff>().AddScoped<AppointStaff>().AddScoped<EndSessions>();
        services.AddSingleton<ForgetPerson>().AddSingleton<IHear, ForgetEarlierStates>();
        services.AddSingleton<IOnboardingItem, SecondFactorItem>();
        var authentication = services.AddAuthentication();
        services.AddDataProtection().SetApplicationName("Marketplace")
            .PersistKeysToFileSystem(Keys(configuration));

        if (!OffersActAs(configuration, environment))
        {
            services.AddSingleton(TimeProvider.System);
            return services;
        }

        authentication.AddCookie(ActAsCookie.Scheme, ActAsCookie.Configure);
        services.Configure<Microsoft.AspNetCore.Authentication.AuthenticationOptions>(o => o.DefaultScheme = ActAsCookie.Scheme);
        services.AddSingleton<StandardPeople>();
        services.AddSingleton<IKnowPeople>(s => s.GetRequiredService<StandardPeople>());
        services.AddSingleton<DemoOrganisations>();
        services.AddSingleton<DevTimeProvider>();
        services.AddSingleton<TimeProvider>(s => s.GetRequiredService<DevTimeProvider>());
        return services;
    }

    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetService<DevTimeProvider>() is not null) DevEndpoints.Map(routes);
        return routes;
    }

    private static DirectoryInfo Keys(IConfiguration configuration)
    {
        var folder = configuration["Data:Path"] is { Length: > 0 } given ? given : "data";
        try
        {
            return Directory.CreateDirectory(Path.Combine(folder, "keys"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"The data folder {Path.GetFullPath(folder)} (setting Data:Path) cannot be written: {failure.Message}", failure);
        }
    }

    private static bool OffersActAs(IConfiguration configuration, IHostEnvironment environment)
    {
        var asked = configuration.GetValue<bool?>(ActAsSetting);
        if (asked == true && !environment.IsDevelopment())
        {
            throw new SettingException(
                $"{ActAsSetting} lets anybody act as anybody: it is for Development alone, and this is {environment.EnvironmentName}.");
        }

        return asked ?? environment.IsDevelopment();
    }
}
