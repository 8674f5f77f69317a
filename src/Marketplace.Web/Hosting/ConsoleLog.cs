namespace Marketplace.Web.Hosting;

/// <summary>
/// What the console shows: text for people in Development; elsewhere one JSON object a line with its instant in UTC, which a collector reads and in
/// which no input can begin a line of its own (ASVS 16.2.4, 16.4.1). Setting <c>Logging:Console:FormatterName</c> chooses otherwise.
/// </summary>
internal static class ConsoleLog
{
    public static void Configure(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() || builder.Configuration["Logging:Console:FormatterName"] is not null) return;
        builder.Logging.AddJsonConsole(options =>
        {
            (options.UseUtcTimestamp, options.TimestampFormat, options.IncludeScopes) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", false);
        });
    }
}
