using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Marketplace.Benchmarks.Web.Published;

/// <summary>A process of the published site.</summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private readonly Process process;

    public RunningSite(string folder, string data, int listings, string environment)
    {
        Address = Ports.Free();
        Clock = Stopwatch.StartNew();
        process = Process.Start(new ProcessStartInfo("dotnet", [
            Path.Combine(folder, "Marketplace.Web.dll"), $"--urls={Address}", $"--Data:Path={data}", $"--environment={environment}",
            string.Create(CultureInfo.InvariantCulture, $"--Demo:Listings={listings}"), "--Logging:LogLevel:Default=Warning", "--Limits:Rates=off", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
            "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Engines:Mail=folder",
            // In Development the programs that measure act as somebody, by cookies that go by the scheme of the site's address.
            $"--Site:Address={(environment == "Development" ? Address.ToString() : "https://market.example")}"])
        {
            WorkingDirectory = folder,
        })!;
        Client = Clients.New(Address, cookies: true);
    }

    public string Address { get; }
    public HttpClient Client { get; }
    /// <summary>Since the process was started.</summary>
    public Stopwatch Clock { get; }

    /// <summary>Waits until the path is answered, asking again every few milliseconds.</summary>
    public async Task<TimeSpan> FirstAnswer(string path)
    {
        while (true)
        {
            try
            {
                using var answer = await Client.GetAsync(path);
                if (answer.StatusCode == HttpStatusCode.OK) return Clock.Elapsed;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            if (process.HasExited) throw new InvalidOperationException($"The site ended with {process.ExitCode} before it answered.");
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until so many listings are found.</summary>
    public async Task Found(long listings)
    {
        await FirstAnswer("/health/live");
        while (true)
        {
            using var answer = JsonDocument.Parse(await Client.GetStringAsync("/api/v1/search?size=1"));
            using var ready = JsonDocument.Parse(await Client.GetStringAsync("/health/ready"));
            // Some of the demo market is past its last day and therefore not found.
            if (answer.RootElement.GetProperty("total").GetInt64() >= listings * 8 / 10
                && ready.RootElement.GetProperty("consumers").EnumerateArray().All(consumer => consumer.GetProperty("lag").GetInt64() == 0)) return;
            await Task.Delay(200);
        }
    }

    /// <summary>Resident memory now.</summary>
    public double MebibytesResident()
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    /// <summary>Asks it to stop, as a supervisor does, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }


        process.Dispose();
    }
}
