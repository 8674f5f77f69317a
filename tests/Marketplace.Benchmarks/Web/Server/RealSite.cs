using System.Diagnostics;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Benchmarks.Web.Server;

/// <summary>
/// The real site in this process: its own entry point, its own host, Kestrel, as in Production. The host says through a diagnostic
/// listener that it was built, which is how its services, the search index among them, are had.
/// </summary>
internal sealed class RealSite
{
    private readonly TaskCompletionSource<IHost> built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IHost? host;
    private Task? running;

    public IServiceProvider Services => host!.Services;

    /// <param name="settings">Further arguments, which stand above its own.</param>
    public async Task Start(string address, string data, params string[] settings)
    {
        using var listening = DiagnosticListener.AllListeners.Subscribe(new Watcher<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting")
                listener.Subscribe(new Watcher<KeyValuePair<string, object?>>(said => { if (said is { Key: "HostBuilt", Value: IHost it }) built.TrySetResult(it); }));
        }));
        string[] arguments =
        [
            $"--urls={address}", "--environment=Production", "--applicationName=Marketplace.Web", $"--contentRoot={AppContext.BaseDirectory}",
            $"--Data:Path={data}", "--Demo:Listings=0", "--Limits:Rates=off", "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Engines:Mail=folder", "--Site:Address=https://market.example", "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning", .. settings,
        ];
        running = Task.Run(() => typeof(Marketplace.Web.Words).Assembly.EntryPoint!.Invoke(null, [arguments]));
        if (await Task.WhenAny(built.Task, running) == running) await running;
        host = await built.Task;
        var started = new TaskCompletionSource();
        Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);
        await started.Task;

        await Services.GetRequiredService<OutboxPump>().CaughtUp();
    }

    /// <summary>Ends it as a signal would, and waits until its parts are closed.</summary>
    public async Task Stop()
    {
        Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await running!;
    }

    private sealed class Watcher<T>(Action<T> said) : IObserver<T>
    {
        public void OnNext(T value) => said(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
