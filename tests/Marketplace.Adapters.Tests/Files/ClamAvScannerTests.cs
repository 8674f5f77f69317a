using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Marketplace.Adapters.Files;
using Marketplace.Files;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.Adapters.Tests.Files;

/// <summary>Against a daemon that speaks INSTREAM as <c>clamd(8)</c> describes it.</summary>
public sealed class ClamAvScannerTests
{
    [Theory]
    [InlineData("stream: OK\0", null)]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND\0", "Win.Test.EICAR_HDB-1")]
    public async Task It_sends_every_byte_and_reads_the_verdict(string answer, string? found)
    {
        var bytes = new byte[150_000];
        new Random(1).NextBytes(bytes);
        using var daemon = new Daemon(answer);

        Assert.Equal(found, await daemon.Scanner().Scan(new MemoryStream(bytes), TestContext.Current.CancellationToken));
        Assert.Equal(bytes, await daemon.Received);
    }

    [Theory]
    [InlineData("INSTREAM size limit exceeded. ERROR\0")]
    [InlineData("stream: OK and more\0")]
    [InlineData("")]
    public async Task Whatever_else_it_answers_is_no_verdict(string answer)
    {
        using var daemon = new Daemon(answer);

        await Assert.ThrowsAsync<ScannerSilentException>(() => daemon.Scanner().Scan(new MemoryStream([1, 2, 3]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_daemon_that_is_not_there_gives_no_verdict()
    {
        var scanner = new Daemon("").ThatStopped();

        await Assert.ThrowsAsync<ScannerSilentException>(() => scanner.Scan(new MemoryStream([1]), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("127.0.0.1:3310")]
    [InlineData("http://127.0.0.1:3310")]
    [InlineData("tcp://127.0.0.1")]
    [InlineData("tcp://127.0.0.1:3310/path")]
    public void A_setting_that_names_no_daemon_is_refused(string given) =>
        Assert.Throws<SettingException>(() => ClamAvScanner.Read(Settings(given)));

    private static IConfiguration Settings(string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(ClamAvScanner.Setting, value)]).Build();

    private sealed class Daemon : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public Daemon(string answer)
        {
            listener.Start();
            Received = Serve(answer);
        }

        public Task<byte[]> Received { get; }

        public ClamAvScanner Scanner() => ClamAvScanner.Read(Settings($"tcp://{listener.LocalEndpoint}"))!;

        public ClamAvScanner ThatStopped()
        {
            var scanner = Scanner();
            Dispose();
            return scanner;
        }

        public void Dispose() => listener.Dispose();

        private async Task<byte[]> Serve(string answer)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var line = client.GetStream();
            var command = new byte[10];
            await line.ReadExactlyAsync(command);
            if (Encoding.ASCII.GetString(command) != "zINSTREAM\0") return [];
            using var all = new MemoryStream();
            var length = new byte[4];
            while (true)
            {
                await line.ReadExactlyAsync(length);
                var piece = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
                if (piece.Length == 0) break;
                await line.ReadExactlyAsync(piece);
                all.Write(piece);
            }
            await line.WriteAsync(Encoding.ASCII.GetBytes(answer));
            return all.ToArray();
        }
    }
}
