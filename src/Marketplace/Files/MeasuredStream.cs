using System.Security.Cryptography;

namespace Marketplace.Files;

/// <summary>Thrown into whoever reads on: more came than any file may have.</summary>
internal sealed class FileTooLargeException : Exception;

/// <summary>
/// Passes a stream on and remembers what is needed to judge it: hash, length, its first and last bytes. It gives no more than the most that is
/// allowed, so an endless one ends.
/// </summary>
internal sealed class MeasuredStream(Stream inner, long most) : Stream
{
    public const int HeadBytes = 16;
    public const int TailBytes = 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] head = new byte[HeadBytes];
    private readonly byte[] tail = new byte[TailBytes];
    private int tailLength;

    public long Measured { get; private set; }
    public ReadOnlySpan<byte> Head => head.AsSpan(0, (int)Math.Min(Measured, HeadBytes));
    public ReadOnlySpan<byte> Tail => tail.AsSpan(0, tailLength);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => Measured; set => throw new NotSupportedException(); }

    /// <summary>SHA-256 of all that was read, in lower-case hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Measure(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Measure(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) hash.Dispose();
        base.Dispose(disposing);
    }

    private void Measure(ReadOnlySpan<byte> read)
    {
        if (Measured + read.Length > most) throw new FileTooLargeException();
        if (Measured < HeadBytes) read[..(int)Math.Min(read.Length, HeadBytes - Measured)].CopyTo(head.AsSpan((int)Measured));
        hash.AppendData(read);
        Measured += read.Length;
        var last = read[Math.Max(0, read.Length - TailBytes)..];
        var kept = Math.Min(tailLength, TailBytes - last.Length);
        tail.AsSpan(tailLength - kept, kept).CopyTo(tail);
        last.CopyTo(tail.AsSpan(kept));
        tailLength = kept + last.Length;
    }
}
