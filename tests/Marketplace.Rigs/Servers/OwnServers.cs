using System.Diagnostics;

namespace Marketplace.Rigs.Servers;

/// <summary>
/// Real servers that one test has to itself, so that it may crash them and bring them back: the engines that stand beside a checkout, in
/// <c>../shared/servers</c>. Where they do not, what needs them is skipped.
/// </summary>
public sealed class OwnServers : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("servers-").FullName;
    private readonly string script;
    private readonly Dictionary<string, string> variables = [];

    private OwnServers(string script) => this.script = script;

    public static string? Script { get; } = Path.Combine(Repository.Root, "..", "shared", "servers", "servers") is var there && File.Exists(there) ? there : null;

    public static string WhySkipped => "No servers to crash beside this checkout (../shared/servers/servers is absent).";

    public static async Task<OwnServers> Start(params string[] names)
    {
        var servers = new OwnServers(Script ?? throw new InvalidOperationException(WhySkipped));
        foreach (var line in (await servers.Run(["up", servers.folder, .. names])).Split('\n'))
        {
            if (!line.StartsWith("export ", StringComparison.Ordinal)) continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            servers.variables[line["export ".Length..equals]] = line[(equals + 1)..].Trim().Trim('\'');
        }

        return servers;
    }

    public string Address(TestServer server) => variables[server.Variable];

    /// <summary>SIGKILL.</summary>
    public Task Kill(TestServer server) => Run(["kill", folder, server.Name]);

    /// <summary>Again, on the same port, with the same data.</summary>
    public Task StartAgain(TestServer server) => Run(["start", folder, server.Name]);

    public async ValueTask DisposeAsync()
    {
        await Run(["down", folder]);
        Directory.Delete(folder, recursive: true);
    }

    private async Task<string> Run(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"servers {string.Join(' ', arguments)}: {await error}{await output}");
    }
}
