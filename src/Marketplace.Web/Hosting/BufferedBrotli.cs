using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Marketplace.Web.Hosting;

/// <summary>
/// Brotli at its fastest over whole pages: at that level each write is compressed by itself, so the small writes of a rendered page
/// would come out a third larger, and dearer, than the same page in one piece.
/// </summary>
internal sealed class BufferedBrotli : ICompressionProvider
{
    private const int Piece = 64 * 1024;

    public string EncodingName => "br";

    public bool SupportsFlush => true;

    public Stream CreateStream(Stream outputStream) =>
        new BufferedStream(new BrotliStream(outputStream, CompressionLevel.Fastest, leaveOpen: true), Piece);
}
