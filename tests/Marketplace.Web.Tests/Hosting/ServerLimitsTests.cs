using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>What the server itself is asked, over a socket, for no well-behaved client would.</summary>
public sealed class ServerLimitsTests : IAsyncLifetime
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);
    private readonly Site site = new();
    private Uri address = null!;

    public ValueTask InitializeAsync()
    {
        site.UseKestrel(0);
        site.StartServer();
        address = site.ClientOptions.BaseAddress;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData(15_000, "200")]
    [InlineData(17_000, "414")]
    public async Task A_request_line_has_its_limit(int length, string status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await Answer($"GET /search?q={new string('a', length)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));

    [Fact]
    public async Task Headers_have_their_limit() =>
        Assert.StartsWith("HTTP/1.1 431 ", await Answer($"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('a', 40_000)}\r\n\r\n"));

    [Fact]
    public async Task Headers_that_never_end_are_waited_for_no_longer_than_ten_seconds()
    {
        var watch = Stopwatch.StartNew();
        Assert.StartsWith("HTTP/1.1 408 ", await Answer("GET / HTTP/1.1\r\nHost: localhost\r\n"));
        Assert.InRange(watch.Elapsed.TotalSeconds, 8, 20);
    }

    [Theory]
    [InlineData("/api/v1/conformity", "application/json", "application/problem+json")]
    [InlineData("/providers/new", "application/x-www-form-urlencoded", "text/html")]
    public async Task A_body_that_trickles_is_given_up_and_answered(string path, string type, string answered)
    {
        var answer = await Answer($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: 100000\r\n\r\n{{", trickle: "a");
        Assert.StartsWith("HTTP/1.1 408 ", answer);
        Assert.Contains(answered, answer);
    }

    /// <summary>All that comes back until the server has closed the connection, whatever else is still being sent.</summary>
    private async Task<string> Answer(string request, string? trickle = null)
    {
        using var patient = new CancellationTokenSource(patience);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, patient.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), patient.Token);
        using var read = new MemoryStream();
        var reading = stream.CopyToAsync(read, patient.Token);
        while (trickle is not null && await Task.WhenAny(reading, Task.Delay(500, patient.Token)) != reading)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(trickle), patient.Token);
        try
        {
            await reading;
        }
        catch (IOException) when (read.Length > 0)
        {
            // What was sent too much makes the end of the connection a rough one.
        }
        return Encoding.UTF8.GetString(read.ToArray());
    }
}
