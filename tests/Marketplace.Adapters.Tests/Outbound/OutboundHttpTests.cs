using System.Net;
using System.Net.Sockets;
using Marketplace.Adapters.Outbound;
using Marketplace.Rigs;
using Xunit;

namespace Marketplace.Adapters.Tests.Outbound;

/// <summary>What a user supplied is called only where anybody could call it.</summary>
public sealed class OutboundHttpTests
{
    private static readonly IPAddress inside = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress outside = IPAddress.Parse("93.184.216.34");

    public static TheoryData<string> Vectors => [.. File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Marketplace.Adapters.Tests", "Outbound", "supplied-addresses.txt")).Where(line => !line.StartsWith('#'))];

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task An_address_that_leads_inside_is_refused_and_never_called(string address)
    {
        // What is no address at all cannot be called by any client.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) return;
        using var http = OutboundHttp.ClientToSupplied(TimeSpan.FromSeconds(5), 1024, (host, _) => Task.FromResult(new[] { IPAddress.TryParse(host, out var literal) ? literal : inside }));

        await Assert.ThrowsAsync<OutboundRefusedException>(() => http.GetAsync(uri));
    }

    [Fact]
    public void There_are_enough_of_them_and_nearly_all_are_addresses()
    {
        Assert.True(Vectors.Count >= 120, $"only {Vectors.Count}");
        Assert.True(Vectors.Count(it => Uri.TryCreate(it.Data, UriKind.Absolute, out _)) >= 120);
    }

    [Fact]
    public async Task A_local_server_that_listens_hears_nothing()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var http = OutboundHttp.ClientToSupplied(TimeSpan.FromSeconds(5), 1024);

        foreach (var host in new[] { "127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433" })
            await Assert.ThrowsAsync<OutboundRefusedException>(() => http.GetAsync($"https://{host}:{((IPEndPoint)server.LocalEndpoint).Port}/"));

        Assert.False(server.Pending());
    }

    [Fact]
    public async Task One_inner_address_among_outer_ones_is_enough_to_refuse()
    {
        using var http = OutboundHttp.ClientToSupplied(TimeSpan.FromSeconds(5), 1024, (_, _) => Task.FromResult(new[] { outside, inside }));

        await Assert.ThrowsAsync<OutboundRefusedException>(() => http.GetAsync("https://example.com/"));
    }

    /// <summary>A name server that answers well the first time and badly the second is asked once a connection.</summary>
    [Fact]
    public async Task A_name_is_resolved_once_and_the_answer_is_what_is_connected_to()
    {
        using var stop = new CancellationTokenSource();
        var asked = 0;
        using var http = OutboundHttp.ClientToSupplied(TimeSpan.FromSeconds(5), 1024, (_, _) =>
        {
            stop.CancelAfter(TimeSpan.FromMilliseconds(50));
            return Task.FromResult(new[] { ++asked == 1 ? outside : inside });
        });

        // Nothing outside can be reached here; what matters is that the one question was all.
        await Assert.ThrowsAnyAsync<Exception>(() => http.GetAsync("https://rebind.example/", stop.Token));

        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("192.0.1.1")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    [InlineData("2001:200::1")]
    [InlineData("2a00:1450:4001:800::200e")]
    [InlineData("2620:4f:8001::1")]
    public void What_lies_beside_the_special_networks_is_anybodys(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task A_configured_address_may_be_inside_and_its_redirects_are_not_followed()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var served = Task.Run(async () =>
        {
            using var client = await server.AcceptTcpClientAsync();
            var stream = client.GetStream();
            await stream.ReadAtLeastAsync(new byte[4096], 16);
            await stream.WriteAsync("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        });
        using var http = OutboundHttp.ClientToConfigured(TimeSpan.FromSeconds(5));

        using var answer = await http.GetAsync($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/");
        await served;

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }
}
