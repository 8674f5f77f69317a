using System.Collections.Concurrent;
using System.Diagnostics;

namespace Marketplace.Rigs.KillRunner;

/// <summary>The built site's program with a command (<c>reindex</c>, <c>export FOLDER</c>), as an operator gives it; or another program of this repository.</summary>
public sealed class SiteCommand : IAsyncDisposable
{
    private static readonly TimeSpan longEnough = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly SemaphoreSlim said = new(0);

    private SiteCommand(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        // What lives for seconds gains nothing from code that is measured and compiled again.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment.Remove("ASPNETCORE_URLS");
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public string Output => string.Join('\n', output);

    public static SiteCommand Start(params string[] arguments) => new(BuiltSite.Path, arguments);

    /// <summary>Another built program than the site's.</summary>
    public static SiteCommand StartOf(string program, params string[] arguments) => new(program, arguments);

    /// <summary>Runs it to its end: the exit code, and what it said.</summary>
    public static async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        await using var command = Start(arguments);
        return (await command.End().WaitAsync(longEnough), command.Output);
    }

    /// <summary>Returns once it has said a line with these words; false where it ended without.</summary>
    public async Task<bool> Says(string words, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (!output.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            if (process.HasExited) return false;
            if (waited.Elapsed > patience) throw new TimeoutException($"It did not say '{words}':\n{Output}");
            await said.WaitAsync(TimeSpan.FromMilliseconds(100));
        }
        return true;
    }

    public async Task<int> End()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
        said.Dispose();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        output.Enqueue(line.Data);
        try { said.Release(); }
        catch (ObjectDisposedException) { /* nobody listens any more */ }
    }
}
