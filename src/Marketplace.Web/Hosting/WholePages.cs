using System.Buffers;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Marketplace.Web.Hosting;

/// <summary>
/// Sends a page in one piece, of known length: rendered as it is, it would go out in sixteen kilobytes at a time, each a call into the system. A page
/// that fails half-way is an error page then, and not half a page.
/// </summary>
internal sealed class WholePages(RequestDelegate next)
{
    public async Task Invoke(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(http);
            return;
        }

        var response = http.Response;
        var outer = response.Body;
        await using var page = new Page();
        response.Body = page;
        try
        {
            await next(http);
        }
        finally
        {
            response.Body = outer;
        }

        // To a form that the page does not have, the framework answers in Development with a line of its own; the site has a page for that.
        if (response.StatusCode >= StatusCodes.Status400BadRequest && response.ContentType == "text/plain")
        {
            response.ContentType = null;
            return;
        }

        if (page.Written.Length == 0) return;
        response.ContentLength = page.Written.Length;
        await outer.WriteAsync(page.Written, http.RequestAborted);
    }

    /// <summary>Collects what is written in memory that is lent.</summary>
    private sealed class Page : Stream
    {
        private byte[] lent = ArrayPool<byte>.Shared.Rent(64 * 1024);
        private int length;

        public ReadOnlyMemory<byte> Written => lent.AsMemory(0, length);
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => length;
        public override long Position { get => length; set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (length + buffer.Length > lent.Length) Grow(length + buffer.Length);
            buffer.CopyTo(lent.AsSpan(length));
            length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Write(buffer.AsSpan(offset, count));
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (lent.Length > 0) ArrayPool<byte>.Shared.Return(lent);
            lent = [];
            base.Dispose(disposing);
        }

        private void Grow(int atLeast)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(atLeast, lent.Length * 2));
            Written.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(lent);
            lent = larger;
        }
    }
}
