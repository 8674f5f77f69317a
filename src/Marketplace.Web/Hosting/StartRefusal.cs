using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Web.Hosting;

/// <summary>
/// A site that cannot start says why in one sentence on standard error and ends with exit code 1: what its operator can mend is no bug,
/// so no stack trace is shown for it.
/// </summary>
internal static class StartRefusal
{
    private static volatile bool started;

    /// <summary>Until the site has started its host would log the same failure once more, with a stack trace.</summary>
    public static void Configure(WebApplicationBuilder builder) =>
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => started && level >= LogLevel.Warning);

    public static async Task RunUntilStopped(WebApplication app)
    {
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch
            {
                // What works in the background has begun by now, and must not meet engines that are closed under it.
                await app.StopAsync();
                throw;
            }
            started = true;
            await app.WaitForShutdownAsync();
        }
    }

    /// <summary>The sentence, or null where the failure is none that an operator can mend.</summary>
    public static string? Of(Exception failure) => started ? null : failure switch
    {
        SettingException or CatalogueException or InvalidDataException => failure.Message,
        UnauthorizedAccessException or IOException => $"The site cannot start: {OneLine(failure.Message)}",
        FormatException { TargetSite.DeclaringType.Name: "BindingAddress" } => $"The site cannot start: {OneLine(failure.Message)} (setting urls or ASPNETCORE_URLS)",
        _ => null,
    };

    public static int Say(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 1;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
