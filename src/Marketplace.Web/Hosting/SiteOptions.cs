namespace Marketplace.Web.Hosting;

internal static class SiteOptions
{
    /// <summary>Started from elsewhere than its own folder, a published site still finds its settings and assets beside the program.</summary>
    public static WebApplicationOptions From(string[] args) => new()
    {
        Args = Settings(args),
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    };

    /// <summary>A folder that a command names is no setting; one that begins with a slash would be read as one, with whatever follows it as its value.</summary>
    private static string[] Settings(string[] args) => args is ["export" or "import", not ['-', ..], .. var settings] ? settings : args;
}
