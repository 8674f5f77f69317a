using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Marketplace.Files;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Adapters.Files;

/// <summary>
/// Asks ClamAV's daemon (<c>clamd</c>) by its INSTREAM command: lengths of four bytes, big-endian, each before as many bytes, and zero at the end. The
/// daemon knows no encryption, so it belongs on the same machine or in a network of one's own.
/// </summary>
internal sealed class ClamAvScanner(string host, int port) : IFileScanner
{
    public const string Setting = "Files:ClamAv";
    private const int PieceBytes = 64 * 1024;
    private const int LongestAnswer = 1024;
    private static readonly TimeSpan answerWithin = TimeSpan.FromSeconds(60);

    /// <summary>The scanner of the setting <c>Files:ClamAv</c> (<c>tcp://host:3310</c>); null where there is none.</summary>
    public static ClamAvScanner? Read(IConfiguration settings)
    {
        if (settings[Setting] is not { Length: > 0 } given) return null;
        return Uri.TryCreate(given, UriKind.Absolute, out var address) && address is { Scheme: "tcp", Host.Length: > 0, Port: > 0, PathAndQuery: "/" or "", UserInfo: "" }
            ? new ClamAvScanner(address.Host, address.Port)
            : throw new SettingException($"{Setting} must be like tcp://127.0.0.1:3310.");
    }

    public async Task<string?> Scan(Stream content, CancellationToken cancel = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(answerWithin);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, patience.Token);
            await using var line = client.GetStream();
            await Send(line, content, patience.Token);
            return Verdict(await Answer(line, patience.Token));
        }
        catch (Exception silent) when (silent is SocketException or IOException || (silent is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ScannerSilentException($"ClamAV at {host}:{port} gives no verdict.", silent);
        }
    }

    private static async Task Send(NetworkStream line, Stream content, CancellationToken cancel)
    {
        await line.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        var piece = new byte[4 + PieceBytes];
        while (await content.ReadAsync(piece.AsMemory(4), cancel) is > 0 and var read)
        {
            BinaryPrimitives.WriteInt32BigEndian(piece, read);
            await line.WriteAsync(piece.AsMemory(0, 4 + read), cancel);
        }
        await line.WriteAsync(new byte[4], cancel);
    }

    private static async Task<string> Answer(NetworkStream line, CancellationToken cancel)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        while (length < answer.Length && await line.ReadAsync(answer.AsMemory(length), cancel) is > 0 and var read) length += read;
        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    /// <summary><c>stream: OK</c> is clean, <c>stream: NAME FOUND</c> is not, and anything else is no verdict.</summary>
    private string? Verdict(string answer) =>
        answer == "stream: OK" ? null
        : answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal) ? answer[8..^6]
        : throw new ScannerSilentException($"ClamAV at {host}:{port} answers: {answer}");
}
