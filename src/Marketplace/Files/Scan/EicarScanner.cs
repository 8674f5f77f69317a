using System.Buffers;
using System.Text;

namespace Marketplace.Files.Scan;

/// <summary>
/// Knows one thing only: the test string by which virus scanners are tried out (EICAR, 68 bytes), wherever it stands in a file. It shows that
/// what a scanner refuses is refused; it protects from nothing, and whoever runs a market sets <c>Files:ClamAv</c>.
/// </summary>
internal sealed class EicarScanner : IFileScanner
{
    public const string Found = "Eicar-Test-Signature";

    // In two parts, or a scanner on the machine of whoever builds this would take the program for what it looks for.
    private static readonly byte[] sign = Encoding.ASCII.GetBytes("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + "-ANTIVIRUS-TEST-FILE!$H+H*");

    public async Task<string?> Scan(Stream content, CancellationToken cancel = default)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var kept = 0;
            while (await content.ReadAsync(buffer.AsMemory(kept), cancel) is > 0 and var read)
            {
                var seen = buffer.AsSpan(0, kept + read);
                if (seen.IndexOf(sign) >= 0) return Found;
                // The end may be the beginning of the string.
                var tail = Math.Min(seen.Length, sign.Length - 1);
                seen[^tail..].CopyTo(buffer);
                kept = tail;
            }
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
