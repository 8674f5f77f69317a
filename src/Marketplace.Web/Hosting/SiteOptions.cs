namespace Marketplace.Web.Hosting;

internal static class SiteOptions
{
    /// <summary>Started from elsewhere than its own folder, a published site still finds its settings and assets beside the program.</summary>
    public static WebApplicationOptions From(string[] args) => new()
    {
        Args = args,
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    };
}
