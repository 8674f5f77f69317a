namespace Marketplace.Identity.Server.Sessions;

/// <summary>From a browser's description of itself to what its owner would call it.</summary>
internal static class Device
{
    private const string Unknown = "–";

    // The more particular ones first: each browser also says it is those before it.
    private static readonly (string Mark, string Name)[] browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("MicroMessenger/", "WeChat"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("HarmonyOS", "HarmonyOS"), ("Linux", "Linux")];

    public static string NameOf(string agent) => (Find(browsers, agent), Find(systems, agent)) switch
    {
        ({ } browser, { } system) => $"{browser}, {system}",
        ({ } browser, null) => browser,
        (null, { } system) => system,
        _ => agent.Length == 0 ? Unknown : agent.Length > 40 ? agent[..40] : agent,
    };

    private static string? Find((string Mark, string Name)[] known, string agent) =>
        Array.Find(known, it => agent.Contains(it.Mark, StringComparison.Ordinal)).Name;
}
