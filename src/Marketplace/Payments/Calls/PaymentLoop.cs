using Marketplace.Payments.Hints;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Payments.Calls;

/// <summary>In the serving site: sends what is due, follows hints, and reads the provider's list of events now and then.</summary>
internal sealed class PaymentLoop(SendCalls send, ApplyHints hints, SweepEvents sweep, TimeProvider time, ILogger<PaymentLoop> logger) : BackgroundService
{
    private static readonly TimeSpan every = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Repeat("Calls to the payment provider", send.Round, stoppingToken), Repeat("Hints of the payment provider", hints.Round, stoppingToken), Repeat("The payment provider's events", sweep.Round, stoppingToken));

    private async Task Repeat(string what, Func<CancellationToken, Task<int>> round, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            do
            {
                try
                {
                    while (await round(stop) > 0) { /* there may be more */ }
                }
                catch (GatewaySilentException silent)
                {
                    // It is asked again, and not so often that this is part of its trouble.
                    logger.LogWarning("{What}: the payment provider does not answer ({Because})", what, silent.Message);
                    await Task.Delay(pause, time, stop);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    logger.LogError(failure, "{What} cannot be worked on; it is tried again", what);
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The site stops; what is leased is taken up after its minute.
        }
    }
}
