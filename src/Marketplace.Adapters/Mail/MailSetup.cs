using Marketplace.Adapters.Files;
using Marketplace.Notices;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Adapters.Mail;

internal static class MailSetup
{
    public static void AddSmtp(this IServiceCollection services, SmtpOptions options)
    {
        services.AddSingleton(s => new SmtpMail(options, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMail>(s => s.GetRequiredService<SmtpMail>());
        services.AddSingleton<IEngineHealth>(s => s.GetRequiredService<SmtpMail>());
    }

    public static void AddMailFolder(this IServiceCollection services)
    {
        // An address that nobody can answer to: nothing leaves the folder.
        services.AddSingleton(s => new FolderMail(s.GetRequiredService<DataFolder>().File("mail"), SmtpOptions.Sender("no-reply@marketplace.invalid"), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMail>(s => s.GetRequiredService<FolderMail>());
        services.AddSingleton<IEngineHealth>(s => s.GetRequiredService<FolderMail>());
    }
}
