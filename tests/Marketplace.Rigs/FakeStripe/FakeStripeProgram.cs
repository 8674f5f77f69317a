using Microsoft.Extensions.Configuration;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>
/// The fake as a process of its own, to try the site by hand, or to stay while the site is killed:
/// <c>dotnet run --project tests/Marketplace.Rigs -- --urls http://127.0.0.1:12211 --site http://localhost:5000</c>.
/// </summary>
internal static class FakeStripeProgram
{
    private static async Task<int> Main(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        await using var server = await FakeStripeServer.Start(urls: given["urls"] ?? "http://127.0.0.1:0");
        if (given["site"] is { } site)
        {
            using var client = new FakeStripeClient(server.Address);
            await client.Tell(new Uri(site));
        }
        Console.WriteLine($"{Listening}{server.Address}");
        var ended = new TaskCompletionSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            ended.TrySetResult();
        };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ended.TrySetResult();
        await ended.Task;
        return 0;
    }

    /// <summary>What it says once it serves, before its address.</summary>
    public const string Listening = "Now listening on: ";
}
