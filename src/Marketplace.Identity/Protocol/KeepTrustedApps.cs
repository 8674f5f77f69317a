using System.Text.Json;
using Microsoft.Extensions.Configuration;
using OpenIddict.Abstractions;

namespace Marketplace.Identity.Server.Protocol;

/// <summary>Makes the apps of the settings clients of the server, at every start; those that are no longer named end, with all their tokens.</summary>
internal static class KeepTrustedApps
{
    private const string Mark = "named-in-settings";

    public static async Task Run(IOpenIddictApplicationManager clients, IConfiguration configuration, CancellationToken cancel = default)
    {
        var named = TrustedApp.Read(configuration);
        var gone = new List<object>();
        await foreach (var client in clients.ListAsync(cancellationToken: cancel))
        {
            if (!(await clients.GetPropertiesAsync(client, cancel)).ContainsKey(Mark)) continue;
            var id = await clients.GetClientIdAsync(client, cancel);
            if (!named.Any(app => app.Id == id)) gone.Add(client);
        }

        foreach (var client in gone) await clients.DeleteAsync(client, cancel);
        foreach (var app in named)
        {
            var described = app.Describe();
            described.Properties[Mark] = JsonSerializer.SerializeToElement(true);
            if (await clients.FindByClientIdAsync(app.Id, cancel) is { } found) await clients.UpdateAsync(found, described, cancel);
            else await clients.CreateAsync(described, cancel);
        }
    }
}
