using Marketplace.Adapters.Outbound;

namespace Marketplace.Web.Hosting;

/// <summary>The command <c>health ADDRESS</c>, for a container whose image has no shell and nothing else to ask with: whether the site there is ready.</summary>
internal static class AskHealth
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(8);

    /// <returns>The exit code: 0 where it is.</returns>
    public static async Task<int> Run(string address)
    {
        using var http = OutboundHttp.ClientToConfigured(patience);
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), "/health/ready"));
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return StartRefusal.Say($"{address} does not answer: {silent.Message}");
        }
    }
}
