using System.Threading.Channels;
using Marketplace.Notices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Identity.Server.Mails;

/// <summary>
/// Hands mail on behind the answer, so that how long it takes does not tell whether there was anybody to write to. What is not handed on when
/// the site ends is asked for again by whoever waits for it.
/// </summary>
internal sealed class OutgoingMail(IMail mail, ILogger<OutgoingMail> logger) : BackgroundService
{
    private const int MostWaiting = 1000;
    private const int Attempts = 3;

    private readonly Channel<Mail> waiting = Channel.CreateBounded<Mail>(MostWaiting);

    public void Add(Mail letter)
    {
        if (!waiting.Writer.TryWrite(letter)) logger.LogError("{Count} mails wait to be handed on; one more was dropped", MostWaiting);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var letter in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await mail.Send(letter, stoppingToken);
                    break;
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    logger.LogWarning(failure, "A mail of an account could not be handed on (attempt {Attempt})", attempt);
                    if (attempt == Attempts || failure is MailUnsentException { Lasting: true }) break;
                    await Task.Delay(TimeSpan.FromSeconds(attempt * 5), stoppingToken);
                }
            }
        }
    }
}
