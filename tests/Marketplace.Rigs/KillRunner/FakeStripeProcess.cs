using Marketplace.Rigs.FakeStripe;

namespace Marketplace.Rigs.KillRunner;

/// <summary>The fake that stands for Stripe as a process of its own, which stays while the site is killed.</summary>
public sealed class FakeStripeProcess : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    private readonly SiteCommand command;

    private FakeStripeProcess(SiteCommand command, FakeStripeClient client) => (this.command, Client) = (command, client);

    public FakeStripeClient Client { get; }

    /// <summary>The settings of a site that takes it for Stripe.</summary>
    public IEnumerable<string> Settings =>
    [
        "--Engines:Payments=stripe", "--Payments:Stripe:SecretKey=sk_test_fake", "--Payments:Stripe:WebhookSecrets=whsec_fake", $"--Payments:Stripe:ApiBase={Client.Address}",
    ];

    public static async Task<FakeStripeProcess> Start()
    {
        var command = SiteCommand.StartOf(BuiltSite.FakeStripe);
        if (!await command.Says(FakeStripeProgram.Listening, patience)) throw new InvalidOperationException($"The fake ended at its start:\n{command.Output}");
        var line = command.Output.Split('\n').First(it => it.StartsWith(FakeStripeProgram.Listening, StringComparison.Ordinal));
        return new FakeStripeProcess(command, new FakeStripeClient(new Uri(line[FakeStripeProgram.Listening.Length..].Trim())));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await command.DisposeAsync();
    }
}
