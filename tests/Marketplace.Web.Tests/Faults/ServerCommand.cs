using System.Diagnostics;
using System.Globalization;
using Marketplace.Rigs.Servers;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>Crashes a real server and brings it back, with the script that started it; and stops a process and lets it go on.</summary>
internal static class ServerCommand
{
    private const string Folder = "MARKETPLACE_TEST_SERVERS";

    public static string OwnFolder() =>
        Environment.GetEnvironmentVariable(Folder) is { Length: > 0 } folder && OwnServers.Script is not null
            ? folder
            : throw new InvalidOperationException("Unreachable.");

    public static void SkipWhereServersAreNotOurs()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { Length: > 0 } || OwnServers.Script is null)
            Assert.Skip($"The servers are not this run's to crash ({Folder} is not set). To run this: ../shared/servers/servers run mongodb elasticsearch toxiproxy -- ./faults");
    }

    public static Task Kill(string server) => Run(OwnServers.Script!, "kill", OwnFolder(), server);

    public static Task Start(string server) => Run(OwnServers.Script!, "start", OwnFolder(), server);

    public static Task Signal(string signal, int process) => Run("kill", $"-{signal}", process.ToString(CultureInfo.InvariantCulture));

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
