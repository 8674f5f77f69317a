using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Benchmarks.Orders;

/// <summary>
/// The parts of the site as it puts them together at its start, over a market of its own. Nothing works in the background: what is measured is what
/// one use case does.
/// </summary>
internal sealed class SiteParts : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orders-bench-").FullName;
    private readonly IHost host;

    /// <param name="settings">As arguments of the site's.</param>
    public SiteParts(params string[] settings)
    {
        IHost? built = null;
        using var listening = DiagnosticListener.AllListeners.Subscribe(new Watcher<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting")
                listener.Subscribe(new Watcher<KeyValuePair<string, object?>>(said =>
                {
                    if (built is not null || said is not { Key: "HostBuilt", Value: IHost it }) return;
                    built = it;
                    throw new HostAbortedException();
                }));
        }));
        string[] arguments =
        [
            "--environment=Development", "--applicationName=Marketplace.Web", $"--contentRoot={AppContext.BaseDirectory}", $"--Data:Path={folder}", "--Demo:Listings=0", "--Logging:LogLevel:Default=Warning", .. settings,
        ];
        try
        {
            typeof(Marketplace.Web.Words).Assembly.EntryPoint!.Invoke(null, [arguments]);
        }
        catch (TargetInvocationException aborted) when (aborted.InnerException is HostAbortedException)
        {
            // It was stopped where it had been built.
        }
        host = built ?? throw new InvalidOperationException("The site was not built.");
    }

    public IServiceProvider Services => host.Services;

    public string Folder => folder;

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable parts) await parts.DisposeAsync();
        Directory.Delete(folder, recursive: true);
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
