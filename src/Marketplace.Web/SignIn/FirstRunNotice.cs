using Marketplace.Identity.SignIn;

namespace Marketplace.Web.SignIn;

/// <summary>
/// While the site has no operator, prints the one-time link by which whoever sees the console becomes one. To the console itself, never to the
/// log, for logs are kept and sent about.
/// </summary>
internal sealed class FirstRunNotice(IServiceProvider services, IHostApplicationLifetime lifetime, SiteLinks links) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var _ = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        if (await services.GetRequiredService<FirstRun>().NewKey(stoppingToken) is not { } key) return;

        Console.WriteLine($"This site has no operator yet. Whoever opens this link within an hour and makes an account becomes one:\n  {links.To($"/first-run?key={Uri.EscapeDataString(key)}").AbsoluteUri}");
    }
}
