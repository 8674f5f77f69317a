using System.Diagnostics;
using System.Globalization;

namespace Marketplace.Benchmarks.Web;

/// <summary>The process that serves site and floor, so that its CPU time is the servers' alone and none of the client's.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly Process process;

    private ServerUnderTest(Process process, string site, string floor)
    {
        this.process = process;
        (SiteAddress, Site, Floor) = (site, Clients.New(site), Clients.New(floor));
    }

    public string SiteAddress { get; }
    public HttpClient Site { get; }
    public HttpClient Floor { get; }

    public static async Task<ServerUnderTest> Start(string data)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Code that is called often is compiled in full at once, and not when the process has been at rest for a while: what is measured is the same, sooner.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(data);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is [var site, var floor] && site.StartsWith("http://", StringComparison.Ordinal)) return new ServerUnderTest(process, site, floor);
        }

        throw new InvalidOperationException($"The server ended with {process.ExitCode} before it listened.");
    }

    public async Task<double> CpuMicroseconds() => double.Parse(await Floor.GetStringAsync("/control/cpu"), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        // Nothing is written while it serves, so there is nothing to lose.
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Site.Dispose();
        Floor.Dispose();
    }
}
