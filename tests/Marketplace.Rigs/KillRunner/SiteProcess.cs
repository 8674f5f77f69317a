namespace Marketplace.Rigs.KillRunner;

/// <summary>The built site as a child process on a free loopback port, over a data folder of the test's, to be killed without warning.</summary>
public sealed class SiteProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    private readonly SiteCommand command;

    private SiteProcess(SiteCommand command, Uri address) => (this.command, Address) = (command, address);

    public Uri Address { get; }

    /// <summary>What it has printed so far.</summary>
    public string Output => command.Output;

    public int Id => command.Id;

    /// <summary>Returns when the site says where it listens.</summary>
    public static async Task<SiteProcess> Start(string dataPath, params string[] settings)
    {
        var command = SiteCommand.Start(
        [
            "--urls", "http://127.0.0.1:0", $"--Data:Path={dataPath}", "--Demo:Listings=0", "--Limits:Rates=off", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", .. settings,
        ]);
        try
        {
            if (!await command.Says(Listening, patience)) throw new InvalidOperationException($"The site ended at its start:\n{command.Output}");
            var line = command.Output.Split('\n').First(it => it.Contains(Listening, StringComparison.Ordinal));
            return new SiteProcess(command, new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim()));
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: no handler runs, no buffer is flushed.</summary>
    public Task Kill() => command.Kill();

    public ValueTask DisposeAsync() => command.DisposeAsync();
}
