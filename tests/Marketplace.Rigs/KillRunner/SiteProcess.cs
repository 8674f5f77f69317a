using System.Collections.Concurrent;
using System.Diagnostics;

namespace Marketplace.Rigs.KillRunner;

/// <summary>The built site as a child process on a free loopback port, over a data folder of the test's, to be killed without warning.</summary>
public sealed class SiteProcess : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output;

    private SiteProcess(Process process, ConcurrentQueue<string> output, Uri address)
    {
        this.process = process;
        this.output = output;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>What it has printed so far.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Returns when the site says where it listens.</summary>
    public static async Task<SiteProcess> Start(string dataPath, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            BuiltSite.Path, "--urls", "http://127.0.0.1:0", $"--Data:Path={dataPath}", "--Demo:Listings=0",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", .. settings,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ASPNETCORE_URLS");

        var output = new ConcurrentQueue<string>();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException($"The site ended at its start:\n{string.Join('\n', output)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new SiteProcess(process, output, await listening.Task.WaitAsync(patience));
        }
        catch
        {
            if (!process.HasExited) process.Kill();
            process.Dispose();
            throw;
        }

        void Note(string? line)
        {
            if (line is null) return;
            output.Enqueue(line);
            const string words = "Now listening on: ";
            if (line.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at) listening.TrySetResult(new Uri(line[(at + words.Length)..].Trim()));
        }
    }

    /// <summary>SIGKILL: no handler runs, no buffer is flushed.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
    }
}
